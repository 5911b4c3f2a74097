// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/policy_variables.h"

#include "prove/policies/pattern.h"

#include <algorithm>
#include <optional>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/trim.hpp>

namespace inland::prove {

namespace {

struct Variable {
    std::string key;  ///< lower case
    std::optional<std::string> fallback;
};

/// "aws:PrincipalTag/team, 'none'".
Variable read_variable(std::string_view inside) {
    const auto comma = inside.find(',');
    Variable variable{boost::to_lower_copy(std::string(inside.substr(0, comma))), std::nullopt};
    boost::trim(variable.key);
    if (comma == std::string_view::npos)
        return variable;
    std::string fallback(inside.substr(comma + 1));
    boost::trim(fallback);
    if (fallback.size() >= 2 && fallback.front() == '\'' && fallback.back() == '\'')
        variable.fallback = fallback.substr(1, fallback.size() - 2);
    return variable;
}

FilledText value_of(std::string_view inside, const PolicyRequest& request, Doubts& doubts) {
    if (inside == "*" || inside == "?" || inside == "$")
        return {Truth::Yes, as_literal(inside)};
    const Variable variable = read_variable(inside);
    if (is_unknown_key(request, variable.key)) {
        doubts.insert(variable.key);
        return {Truth::Unknown, {}};
    }
    const auto found = request.context.find(variable.key);
    const bool single = found != request.context.end() && found->second.size() == 1;
    if (!single && !variable.fallback)
        return {Truth::No, {}};
    return {Truth::Yes, as_literal(single ? found->second.front() : *variable.fallback)};
}

}  // namespace

bool is_unknown_key(const PolicyRequest& request, std::string_view key) {
    const bool is_given = request.context.contains(std::string(key));
    return std::ranges::any_of(request.unknown_keys, [&](std::string_view unknown) {
        return unknown.ends_with('*')
                   ? !is_given && key.starts_with(unknown.substr(0, unknown.size() - 1))
                   : key == unknown;
    });
}

FilledText fill_in(std::string_view text, Variables variables, const PolicyRequest& request,
                   Doubts& doubts) {
    FilledText filled;
    if (variables == Variables::Literal) {
        filled.text = text;
        return filled;
    }
    for (auto start = text.find("${"); start != std::string_view::npos; start = text.find("${")) {
        const auto end = text.find('}', start);
        if (end == std::string_view::npos)
            break;
        const auto value = value_of(text.substr(start + 2, end - start - 2), request, doubts);
        filled.there = both(filled.there, value.there);
        filled.text.append(text.substr(0, start)).append(value.text);
        text.remove_prefix(end + 1);
    }
    filled.text.append(text);
    return filled;
}

}  // namespace inland::prove
