// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/tag_mutability.h"

#include "emulator/registry/images.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "emulator/services/wildcard.h"
#include "emulator/world.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

bool is_excluded(const json::object& settings, std::string_view tag) {
    return std::ranges::any_of(list_of(settings, "imageTagMutabilityExclusionFilters"),
                               [&](const json::value& filter) {
                                   return matches_wildcard(string_or_empty(filter, "filter"), tag);
                               });
}

/// Exclusion filters name the tags for which the opposite holds.
bool is_immutable(const json::object& settings, std::string_view tag) {
    const auto mutability = text_of(settings, "imageTagMutability");
    if (mutability == "IMMUTABLE_WITH_EXCLUSION")
        return !is_excluded(settings, tag);
    if (mutability == "MUTABLE_WITH_EXCLUSION")
        return is_excluded(settings, tag);
    return mutability == "IMMUTABLE";
}

bool is_word(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_';
}

}  // namespace

bool is_tag(std::string_view text) {
    constexpr std::size_t longest = 128;
    return !text.empty() && text.size() <= longest && is_word(text.front()) &&
           std::ranges::all_of(
               text, [](char letter) { return is_word(letter) || letter == '.' || letter == '-'; });
}

Result<void> check_tag(const World& world, const RepositoryId& repository, std::string_view tag,
                       const Digest& digest) {
    if (!is_tag(tag))
        return refuse("InvalidParameterException",
                      fmt::format("Invalid parameter at 'imageTag' failed to satisfy constraint: "
                                  "'must satisfy regular expression "
                                  "'[a-zA-Z0-9-_.]+''"));
    const auto current = tagged(world, repository, tag);
    if (!current || *current == digest ||
        !is_immutable(*world.store().find(key_of(repository)), tag))
        return {};
    return refuse("ImageTagAlreadyExistsException",
                  fmt::format("The image tag '{}' already exists in the '{}' repository and cannot "
                              "be overwritten because the tag is immutable.",
                              tag, repository.name));
}

}  // namespace inland::emulator::registry
