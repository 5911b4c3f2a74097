// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ecr/mutability.h"

#include "emulator/services/ecr/lookup.h"
#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::ecr {

namespace {

constexpr std::string_view filters_member = "imageTagMutabilityExclusionFilters";

bool is_pattern(std::string_view text) {
    constexpr std::size_t longest = 128;
    constexpr std::string_view letters =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._*-";
    return !text.empty() && text.size() <= longest &&
           text.find_first_not_of(letters) == std::string_view::npos &&
           std::ranges::count(text, '*') <= 2;
}

}  // namespace

Result<void> check_mutability(const json::object& input) {
    constexpr std::size_t most_filters = 5;
    const auto mutability = text_of(input, "imageTagMutability");
    if (has(input, "imageTagMutability"))
        TRY_VOID(
            one_of("imageTagMutability", mutability,
                   {"MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"}));
    const auto& filters = list_of(input, filters_member);
    if (filters.empty() == mutability.ends_with("_WITH_EXCLUSION"))
        return invalid_parameter(filters_member,
                                 "Exclusion filters must be given with, and only with, "
                                 "IMMUTABLE_WITH_EXCLUSION or MUTABLE_WITH_EXCLUSION");
    if (filters.size() > most_filters)
        return invalid_parameter(filters_member, "Member must have length less than or equal to 5");
    for (const auto& filter : filters) {
        TRY_VOID(one_of("filterType", string_or_empty(filter, "filterType"), {"WILDCARD"}));
        if (!is_pattern(string_or_empty(filter, "filter")))
            return invalid_parameter("filter",
                                     "must satisfy regular expression '^[0-9a-zA-Z._*-]{1,128}$' "
                                     "with at most 2 wildcards");
    }
    return {};
}

void set_mutability(const json::object& input, json::object& repository) {
    repository.erase(filters_member);
    copy_members(input, repository, {"imageTagMutability", filters_member});
}

}  // namespace inland::emulator::ecr
