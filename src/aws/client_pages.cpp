// SPDX-License-Identifier: Apache-2.0
#include "aws/client.h"

namespace inland::aws {

namespace {

/// Appends the lists that pages share out; the rest is the first page's.
void merge_page(json::object& all, json::object page, const Pagination& pagination) {
    for (const auto& name : pagination.results) {
        auto* from = page.if_contains(name);
        if (!from || !from->is_array())
            continue;
        if (auto* into = all.if_contains(name); into && into->is_array())
            std::ranges::move(from->get_array(), std::back_inserter(into->get_array()));
        else
            all[name] = std::move(*from);
    }
}

bool says_more(const json::object& page, const Pagination& pagination) {
    const auto* more = page.if_contains(pagination.more_results);
    return pagination.more_results.empty() || (more && more->is_bool() && more->get_bool());
}

/// The tokens for the next page by input member; empty when this was the last.
json::object next_tokens(const json::object& page, const Pagination& pagination) {
    json::object tokens;
    if (!says_more(page, pagination))
        return tokens;
    for (std::size_t index = 0; index < pagination.output_tokens.size(); ++index) {
        const auto* token = page.if_contains(pagination.output_tokens[index]);
        if (token && token->is_string() && !token->get_string().empty())
            tokens[pagination.input_tokens[index]] = *token;
    }
    return tokens;
}

}  // namespace

Result<json::value> Client::call_all(std::string_view service, std::string_view operation,
                                     json::object input, std::stop_token stop) {
    const auto& pagination = TRY(TRY(find_service(service))->find_operation(operation))->pagination;
    auto all = TRY(call(service, operation, input, stop));
    json::object previous;
    for (auto tokens = next_tokens(all.as_object(), pagination); !tokens.empty();) {
        if (tokens == previous)
            return failure(ErrorKind::Unavailable,
                           fmt::format("{} {}: the pages do not end", service, operation));
        previous = tokens;
        for (const auto& [name, token] : tokens)
            input[name] = token;
        auto page = TRY(call(service, operation, input, stop));
        tokens = next_tokens(page.as_object(), pagination);
        merge_page(all.as_object(), std::move(page).as_object(), pagination);
    }
    for (const auto& name : pagination.output_tokens)
        all.as_object().erase(name);
    return all;
}

}  // namespace inland::aws
