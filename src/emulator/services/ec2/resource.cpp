// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/resource.h"

#include "emulator/services/ec2/shared_network.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tags.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// "vpc-0a1b…": the prefix and 8 or 17 lower-case hexadecimal digits.
bool well_formed(const ResourceType& type, std::string_view id) {
    if (!id.starts_with(type.prefix))
        return false;
    const auto digits = id.substr(type.prefix.size());
    return !digits.empty() &&
           digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

const ResourceType* type_of_id(std::string_view id) {
    const auto types = resource_types();
    const auto type = std::ranges::find_if(
        types, [&](const ResourceType* candidate) { return id.starts_with(candidate->prefix); });
    return type == types.end() ? nullptr : *type;
}

RecordKey key_of(const Call& call, const ResourceType& type, std::string_view id) {
    return {call.scope(), std::string(type.kind), std::string(id)};
}

Result<const json::object*> lookup(const Call& call, const ResourceType& type,
                                   std::string_view id) {
    if (!well_formed(type, id))
        return refuse(std::string(type.malformed_code),
                      fmt::format("Invalid id: \"{}\" (expecting \"{}...\")", id, type.prefix));
    const auto* document = call.world.store().find(key_of(call, type, id));
    if (document == nullptr)
        return refuse(std::string(type.not_found_code),
                      fmt::format(fmt::runtime(type.not_found_text), id));
    return document;
}

Result<const json::object*> lookup_input(const Call& call, const ResourceType& type,
                                         std::string_view member) {
    TRY_VOID(require(call, {member}));
    return lookup(call, type, text_of(call.input, member));
}

json::object shown(const Call& call, const ResourceType& type, std::string_view id) {
    const auto* document = call.world.store().find(key_of(call, type, id));
    auto copy = document == nullptr ? json::object() : *document;
    if (is_of_other_account(call, type, id))
        copy[type.tags_member] = tags_seen(call, type, id);
    if (type.show != nullptr)
        type.show(call.world, call.scope(), copy);
    return copy;
}

Result<json::array> tags_for(const Call& call, const ResourceType& type) {
    json::array tags;
    for (const auto& specification : list_of(call.input, "TagSpecifications")) {
        if (!specification.is_object())
            continue;
        const auto& row = specification.get_object();
        const auto resource_type = text_of(row, "ResourceType");
        if (resource_type != type.tag_type)
            return refuse("InvalidParameterValue",
                          fmt::format("'{}' is not a valid taggable resource type for this "
                                      "operation.",
                                      resource_type));
        merge_tags(tags, list_of(row, "Tags"));
    }
    TRY_VOID(check_tags(tags, "InvalidParameterValue"));
    return tags;
}

}  // namespace inland::emulator
