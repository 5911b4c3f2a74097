// SPDX-License-Identifier: Apache-2.0
#include "sources/live/reading.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace inland::sources::live {
namespace {

/// How services name the way to the next page: output member, input member.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> page_members = {{
    {"NextToken", "NextToken"},
    {"nextToken", "nextToken"},
    {"NextMarker", "Marker"},  // KMS
    {"Marker", "Marker"},      // IAM
}};

/// No account has this many pages of anything; an endpoint that repeats itself would.
constexpr int most_pages = 10000;

bool set_next_page(const json::value& answer, json::object& input) {
    for (const auto& [output_member, input_member] : page_members) {
        const auto token = string_or_empty(answer, output_member);
        if (token.empty())
            continue;
        input[input_member] = token;
        return true;
    }
    return false;
}

/// Moves the answer's list to the end of the elements, which lie where the first one's do: an
/// account has hundreds of megabytes.
void add_elements(std::optional<json::array>& elements, json::value& answer,
                  std::string_view list) {
    auto* found = answer.is_object() ? answer.as_object().if_contains(list) : nullptr;
    if (found == nullptr || !found->is_array())
        return;
    if (!elements)
        elements.emplace(std::move(found->as_array()));
    else
        std::ranges::move(found->as_array(), std::back_inserter(*elements));
}

}  // namespace

Result<json::value> Reading::call(std::string_view service, std::string_view operation,
                                  json::object input) const {
    auto answer = describe(service, operation, std::move(input));
    if (answer)
        return answer;
    const auto doing = std::string(service) + " " + std::string(operation);
    return std::unexpected(std::move(answer).error().with_context(doing));
}

Result<json::array> Reading::list(std::string_view service, std::string_view operation,
                                  std::string_view list, json::object input) const {
    std::optional<json::array> elements;
    for (int page = 0; page < most_pages; ++page) {
        auto answer = TRY(call(service, operation, input));
        const bool is_last = !set_next_page(answer, input);
        add_elements(elements, answer, list);
        if (is_last)
            return elements ? std::move(*elements) : json::array();
    }
    return failure(ErrorKind::Unavailable, std::string(operation) + " never ends");
}

bool lacks_operation(const Error& error) {
    static constexpr std::array<std::string_view, 6> codes = {
        "InvalidAction",  "UnknownOperationException", "UnknownOperation",
        "NotImplemented", "NotImplementedError",       "UnsupportedOperationException"};
    return error.http_status == 501 || std::ranges::find(codes, error.code) != codes.end() ||
           (error.kind == ErrorKind::NotFound && error.code.empty());
}

bool is_left_open(const LiveOptions& options, const Error& error) {
    static constexpr std::array<std::string_view, 3> not_permitted = {
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation"};
    if (lacks_operation(error))
        return true;
    return options.refusals == Refusals::AreUnknown &&
           std::ranges::find(not_permitted, error.code) != not_permitted.end();
}

bool is_gone(const Error& error) {
    return error.kind == ErrorKind::NotFound && !lacks_operation(error);
}

json::value ec2_filter(std::string_view name, const std::vector<std::string>& values) {
    return json::object{{"Name", name}, {"Values", json::array(values.begin(), values.end())}};
}

}  // namespace inland::sources::live
