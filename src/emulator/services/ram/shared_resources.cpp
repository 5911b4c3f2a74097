// SPDX-License-Identifier: Apache-2.0
// What is shared, by resource and by account.
#include "emulator/services/members.h"
#include "emulator/services/ram/shares.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::sharing {

namespace {

constexpr std::string_view subnet_type_name = "ec2:Subnet";

bool has_principal(const Call& call, const json::object& share) {
    const auto principal = text_of(call.input, "principal");
    return principal.empty() || contains(list_of(share, "_principals"), principal);
}

Result<json::object> list_resources(const Call& call) {
    const auto type = text_of(call.input, "resourceType");
    if (!type.empty() && type != subnet_type_name)
        return refuse("InvalidResourceTypeException",
                      fmt::format("The resource type {} is not emulated by Inland.", type));
    json::array resources;
    for (const auto& [key, share] : TRY(shares_of_side(call, text_of(call.input, "resourceOwner"))))
        for (const auto& resource : texts_of(*share, "_resources")) {
            if (!is_wanted(call.input, "resourceArns", resource) ||
                !is_wanted(call.input, "resourceShareArns", key.id) || !has_principal(call, *share))
                continue;
            json::object row{{"arn", resource},
                             {"type", subnet_type_name},
                             {"resourceShareArn", key.id},
                             {"status", "AVAILABLE"},
                             {"resourceRegionScope", "REGIONAL"}};
            copy_members(*share, row, {"creationTime", "lastUpdatedTime"});
            resources.push_back(std::move(row));
        }
    return paged(call, "resources", std::move(resources));
}

/// Those with whom the caller shares, or the owners who share with it.
std::vector<std::string> other_side(const Call& call, const RecordKey& key,
                                    const json::object& share) {
    if (key.scope.account == call.caller.account)
        return texts_of(share, "_principals");
    return {key.scope.account};
}

Result<json::object> list_principals(const Call& call) {
    const auto resource = text_of(call.input, "resourceArn");
    json::array principals;
    for (const auto& [key, share] : TRY(shares_of_side(call, text_of(call.input, "resourceOwner"))))
        for (const auto& principal : other_side(call, key, *share)) {
            if (!is_wanted(call.input, "principals", principal) ||
                !is_wanted(call.input, "resourceShareArns", key.id) ||
                (!resource.empty() && !contains(list_of(*share, "_resources"), resource)))
                continue;
            json::object row{{"id", principal}, {"resourceShareArn", key.id}, {"external", false}};
            copy_members(*share, row, {"creationTime", "lastUpdatedTime"});
            principals.push_back(std::move(row));
        }
    return paged(call, "principals", std::move(principals));
}

constexpr std::array operations{
    OperationRow{"ListResources", list_resources},
    OperationRow{"ListPrincipals", list_principals},
};

}  // namespace

std::span<const OperationRow> shared_resource_operations() {
    return operations;
}

}  // namespace inland::emulator::sharing
