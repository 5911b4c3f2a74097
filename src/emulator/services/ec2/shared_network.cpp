// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/shared_network.h"

#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// Calls by which a participant may name what it does not own.
struct UseRow {
    std::string_view operation;
    const ResourceType* type;  ///< nullptr: everything that it sees
};
constexpr std::array uses{UseRow{"RunInstances", &subnet_type},
                          UseRow{"CreateNetworkInterface", &subnet_type},
                          UseRow{"CreateSecurityGroup", &vpc_type},
                          UseRow{"GetSecurityGroupsForVpc", &vpc_type},
                          UseRow{"CreateTags", nullptr},
                          UseRow{"DeleteTags", nullptr}};

bool only_reads(std::string_view operation) {
    constexpr std::array readers{std::string_view("Describe"), std::string_view("Get"),
                                 std::string_view("Search")};
    return std::ranges::any_of(
        readers, [&](std::string_view prefix) { return operation.starts_with(prefix); });
}

bool may_use(std::string_view operation, const ResourceType& type) {
    return std::ranges::any_of(uses, [&](const UseRow& row) {
        return row.operation == operation && (row.type == nullptr || row.type == &type);
    });
}

/// What the call acts on stands at its top; what stands deeper (the data of a launch template, a
/// rule's source) is only named.
std::vector<std::string> named_at_top(const json::object& input) {
    std::vector<std::string> names;
    for (const auto& [member, value] : input) {
        if (value.is_string())
            names.emplace_back(value.get_string());
        for (auto& text : texts_of(input, member))
            names.push_back(std::move(text));
    }
    return names;
}

constexpr int forbidden = 403;

}  // namespace

bool is_of_other_account(const Call& call, const ResourceType& type, std::string_view id) {
    const auto key = key_of(call, type, id);
    return call.world.store().owned(key) != key;
}

Result<void> check_owner(const Call& call) {
    if (only_reads(call.operation))
        return {};
    for (const auto& id : named_at_top(call.input)) {
        const auto* type = type_of_id(id);
        if (type != nullptr && is_of_other_account(call, *type, id) &&
            !may_use(call.operation, *type))
            return refuse("UnauthorizedOperation",
                          fmt::format("You are not authorized to perform {} operation. A subnet in "
                                      "this vpc is shared but the provided object is not owned by "
                                      "you",
                                      call.operation),
                          forbidden);
    }
    return {};
}

RecordKey tags_key(const Call& call, const ResourceType& type, std::string_view id) {
    if (!is_of_other_account(call, type, id))
        return key_of(call, type, id);
    return {call.scope(), std::string(kind::participant_tags), std::string(id)};
}

json::array tags_seen(const Call& call, const ResourceType& type, std::string_view id) {
    const auto* holder = call.world.store().find(tags_key(call, type, id));
    if (holder == nullptr)
        return {};
    return list_of(*holder, type.tags_member);
}

}  // namespace inland::emulator
