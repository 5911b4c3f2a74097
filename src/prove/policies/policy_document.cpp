// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/policy_document.h"

#include "prove/policies/policy_checks.h"
#include "prove/policies/policy_elements.h"

#include <algorithm>
#include <array>

namespace inland::prove {

namespace {

Result<void> read_sid(PolicyStatement& statement, const json::value& value) {
    statement.sid = TRY(read_policy_text(value));
    return {};
}

Result<void> read_effect(PolicyStatement& statement, const json::value& value) {
    const std::string effect = TRY(read_policy_text(value));
    if (effect != "Allow" && effect != "Deny")
        return std::unexpected(syntax_error());
    statement.effect = effect == "Allow" ? Effect::Allow : Effect::Deny;
    return {};
}

template <auto Member>
Result<void> read_texts(PolicyStatement& statement, const json::value& value) {
    statement.*Member = TRY(read_policy_texts(value));
    return {};
}

template <auto Member>
Result<void> read_names(PolicyStatement& statement, const json::value& value) {
    statement.*Member = TRY(read_principals(value));
    return {};
}

Result<void> read_condition(PolicyStatement& statement, const json::value& value) {
    statement.conditions = TRY(read_conditions(value));
    return {};
}

struct Element {
    std::string_view name;
    Result<void> (*read)(PolicyStatement& statement, const json::value& value);
};

/// IAM User Guide, IAM JSON policy elements reference.
constexpr std::array elements{
    Element{"Sid", read_sid},
    Element{"Effect", read_effect},
    Element{"Principal", read_names<&PolicyStatement::principals>},
    Element{"NotPrincipal", read_names<&PolicyStatement::not_principals>},
    Element{"Action", read_texts<&PolicyStatement::actions>},
    Element{"NotAction", read_texts<&PolicyStatement::not_actions>},
    Element{"Resource", read_texts<&PolicyStatement::resources>},
    Element{"NotResource", read_texts<&PolicyStatement::not_resources>},
    Element{"Condition", read_condition},
};

/// Each of these excludes the other.
constexpr std::array opposites{
    std::pair{"Principal", "NotPrincipal"},
    std::pair{"Action", "NotAction"},
    std::pair{"Resource", "NotResource"},
};

bool holds_opposites(const json::object& members) {
    return std::ranges::any_of(opposites, [&](const auto& pair) {
        return members.contains(pair.first) && members.contains(pair.second);
    });
}

Result<PolicyStatement> read_statement(const json::value& value, Variables variables) {
    if (!value.is_object() || !value.as_object().contains("Effect") ||
        holds_opposites(value.as_object()))
        return std::unexpected(syntax_error());
    PolicyStatement statement;
    statement.variables = variables;
    for (const auto& member : value.as_object()) {
        const auto element =
            std::ranges::find(elements, std::string_view(member.key()), &Element::name);
        if (element == elements.end())
            return std::unexpected(syntax_error());
        TRY_VOID(element->read(statement, member.value()));
    }
    return statement;
}

/// The 2008 version is the default, and leaves variables as they are written.
Result<std::string> read_version(const json::object& document) {
    const json::value* member = document.if_contains("Version");
    if (member == nullptr)
        return std::string();
    const std::string version = TRY(read_policy_text(*member));
    if (version != "2008-10-17" && version != "2012-10-17")
        return std::unexpected(syntax_error());
    return version;
}

bool is_top_element(std::string_view name) {
    return name == "Version" || name == "Id" || name == "Statement";
}

Result<json::value> read_document(std::string_view text) {
    auto document = parse_json(text);
    if (!document || !document->is_object() || !document->as_object().contains("Statement"))
        return std::unexpected(syntax_error());
    for (const auto& member : document->as_object())
        if (!is_top_element(member.key()))
            return std::unexpected(syntax_error());
    return document;
}

}  // namespace

Result<std::vector<PolicyStatement>> read_policy(std::string_view document, PolicyKind kind) {
    const json::value whole = TRY(read_document(document));
    PolicyText policy;
    policy.version = TRY(read_version(whole.as_object()));
    const auto variables =
        policy.version == "2012-10-17" ? Variables::FilledIn : Variables::Literal;
    const json::value& statements = whole.as_object().at("Statement");
    if (!statements.is_array())
        policy.statements.push_back(TRY(read_statement(statements, variables)));
    else
        for (const json::value& statement : statements.as_array())
            policy.statements.push_back(TRY(read_statement(statement, variables)));
    TRY_VOID(check_policy(policy, kind));
    return std::move(policy.statements);
}

}  // namespace inland::prove
