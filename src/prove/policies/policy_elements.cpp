// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/policy_elements.h"

#include "prove/policies/condition_operators.h"

#include <algorithm>
#include <array>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>

namespace inland::prove {

namespace {

/// The policy grammar's characters leave out the control characters, which patterns need.
bool is_policy_character(char letter) {
    const auto code = static_cast<unsigned char>(letter);
    return code >= 0x20 || letter == '\t' || letter == '\n' || letter == '\r';
}

/// Conditions' values may be written as booleans and numbers.
Result<std::string> read_scalar(const json::value& value) {
    if (value.is_bool() || value.is_number())
        return json::serialize(value);
    return read_policy_text(value);
}

template <typename Read>
Result<std::vector<std::string>> read_one_or_many(const json::value& value, Read read) {
    std::vector<std::string> texts;
    if (!value.is_array()) {
        texts.push_back(TRY(read(value)));
        return texts;
    }
    for (const json::value& item : value.as_array())
        texts.push_back(TRY(read(item)));
    return texts;
}

struct PrincipalKey {
    std::string_view key;
    PrincipalNameKind kind;
};
constexpr std::array principal_keys{
    PrincipalKey{"AWS", PrincipalNameKind::Aws},
    PrincipalKey{"Service", PrincipalNameKind::Service},
    PrincipalKey{"Federated", PrincipalNameKind::Federated},
    PrincipalKey{"CanonicalUser", PrincipalNameKind::CanonicalUser},
};

PrincipalName principal_of(PrincipalNameKind kind, std::string text) {
    const bool everybody = kind == PrincipalNameKind::Aws && text == "*";
    return {everybody ? PrincipalNameKind::Everybody : kind, std::move(text)};
}

struct QuantifierPrefix {
    std::string_view prefix;
    Quantifier quantifier;
};
constexpr std::array quantifier_prefixes{
    QuantifierPrefix{"ForAllValues:", Quantifier::ForAllValues},
    QuantifierPrefix{"ForAnyValue:", Quantifier::ForAnyValue},
};

/// "ForAnyValue:StringLikeIfExists".
Result<Condition> read_operation(std::string_view name) {
    constexpr std::string_view if_exists = "IfExists";
    Condition condition;
    for (const auto& row : quantifier_prefixes)
        if (boost::istarts_with(name, row.prefix)) {
            condition.quantifier = row.quantifier;
            name.remove_prefix(row.prefix.size());
            break;
        }
    if (boost::iends_with(name, if_exists)) {
        condition.when_missing = WhenMissing::Holds;
        name.remove_suffix(if_exists.size());
    }
    condition.operation = condition_operator(name);
    const bool senseless = condition.operation != nullptr &&
                           condition.operation->sense == OperatorSense::KeyIsMissing &&
                           condition.when_missing == WhenMissing::Holds;
    if (condition.operation == nullptr || senseless)
        return std::unexpected(syntax_error());
    return condition;
}

}  // namespace

Error malformed_policy(std::string message) {
    return {.kind = ErrorKind::InvalidInput,
            .message = std::move(message),
            .code = "MalformedPolicyDocument",
            .http_status = 400};
}

Error syntax_error() {
    return malformed_policy("Syntax errors in policy.");
}

Result<std::string> read_policy_text(const json::value& value) {
    if (!value.is_string() || !std::ranges::all_of(value.as_string(), is_policy_character))
        return std::unexpected(syntax_error());
    return std::string(value.as_string());
}

Result<std::vector<std::string>> read_policy_texts(const json::value& value) {
    return read_one_or_many(value, read_policy_text);
}

Result<std::vector<PrincipalName>> read_principals(const json::value& value) {
    if (value.is_string() && value.as_string() == "*")
        return std::vector{PrincipalName{PrincipalNameKind::Everybody, "*"}};
    if (!value.is_object())
        return std::unexpected(syntax_error());
    std::vector<PrincipalName> names;
    for (const auto& member : value.as_object()) {
        const auto row =
            std::ranges::find(principal_keys, std::string_view(member.key()), &PrincipalKey::key);
        if (row == principal_keys.end())
            return std::unexpected(syntax_error());
        for (std::string& text : TRY(read_policy_texts(member.value())))
            names.push_back(principal_of(row->kind, std::move(text)));
    }
    return names;
}

Result<std::vector<Condition>> read_conditions(const json::value& value) {
    if (!value.is_object())
        return std::unexpected(syntax_error());
    std::vector<Condition> conditions;
    for (const auto& operation : value.as_object()) {
        if (!operation.value().is_object())
            return std::unexpected(syntax_error());
        for (const auto& key : operation.value().as_object()) {
            Condition condition = TRY(read_operation(operation.key()));
            condition.key = boost::to_lower_copy(std::string(key.key()));
            condition.values = TRY(read_one_or_many(key.value(), read_scalar));
            conditions.push_back(std::move(condition));
        }
    }
    return conditions;
}

}  // namespace inland::prove
