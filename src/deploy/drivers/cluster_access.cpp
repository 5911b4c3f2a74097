// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/cluster_access.h"

#include "deploy/drivers/ec2.h"
#include "deploy/late_values.h"

#include <algorithm>
#include <iterator>

namespace inland::deploy::drivers {
namespace {

using topology::Address;
using topology::Attribute;
using topology::Cluster;

constexpr Ec2Type addresses = {.describe = "DescribeAddresses",
                               .list = "Addresses",
                               .id = "AllocationId",
                               .ids_member = "AllocationIds",
                               .resource_type = "elastic-ip"};

/// What Inland made of the addresses that the design only names.
Result<topology::Topology> made_addresses(Context& context, const Cluster& desired) {
    topology::Topology made;
    if (!desired.public_access_addresses.is_known())
        return made;
    for (const auto& reference : desired.public_access_addresses.value()) {
        Address address;
        address.key = reference.key;
        for (const auto& document : TRY(describe(context, addresses, {context.id_of(reference)})))
            address.public_ip = string_or_empty(document, "PublicIp");
        if (!address.public_ip.is_known())
            return failure(ErrorKind::NotFound, reference.key + " is not there (any more)");
        made.add(std::move(address));
    }
    return made;
}

void set_switch(json::object& config, std::string_view member, const Attribute<bool>& attribute) {
    if (attribute.is_known())
        config[member] = attribute.value();
}

bool is_on(const Attribute<bool>& attribute, bool by_default) {
    return attribute.value_or_default(by_default).value_or(by_default);
}

/// The sides of the API that answer.
struct Sides {
    bool is_public;
    bool is_private;
    bool operator==(const Sides&) const = default;
};

Sides sides_of(const Cluster& cluster) {
    return {is_on(cluster.endpoint_public_access, true),
            is_on(cluster.endpoint_private_access, false)};
}

std::vector<std::string> blocks_of(const Attribute<std::vector<std::string>>& attribute) {
    auto blocks = attribute.value_or_default({}).value_or(std::vector<std::string>());
    std::ranges::sort(blocks);
    return blocks;
}

/// How the API is exposed now, or is to be.
struct Exposure {
    Sides sides;
    std::vector<std::string> blocks;  ///< sorted

    [[nodiscard]] bool admits_others(const Exposure& other) const {
        return sides.is_public && other.sides.is_public && blocks != other.blocks;
    }
};

Exposure exposure_of(const Cluster& cluster) {
    return {sides_of(cluster), blocks_of(cluster.public_access_cidrs)};
}

/// Nodes go over from one side to the other, and what the public side admits changes with it.
bool needs_both(const Exposure& before, const Exposure& after) {
    return before.sides.is_private != after.sides.is_private &&
           (before.sides.is_public != after.sides.is_public || before.admits_others(after));
}

/// Both sides, and whoever is admitted before or after.
json::object both_sides(const Exposure& before, const Exposure& after) {
    json::object config{{"endpointPublicAccess", true}, {"endpointPrivateAccess", true}};
    if (!after.sides.is_public)
        return config;
    auto blocks = after.blocks;
    if (before.sides.is_public)
        std::ranges::copy(before.blocks, std::back_inserter(blocks));
    std::ranges::sort(blocks);
    const auto repeated = std::ranges::unique(blocks);
    blocks.erase(repeated.begin(), repeated.end());
    config["publicAccessCidrs"] = json_list(blocks);
    return config;
}

Result<Cluster> settled(Context& context, const Cluster& desired) {
    return with_late_values(desired, TRY(made_addresses(context, desired)), {});
}

json::object config_of(const Cluster& settled) {
    json::object config;
    set_switch(config, "endpointPublicAccess", settled.endpoint_public_access);
    set_switch(config, "endpointPrivateAccess", settled.endpoint_private_access);
    if (settled.public_access_cidrs.is_known())
        config["publicAccessCidrs"] = json_list(settled.public_access_cidrs.value());
    return config;
}

}  // namespace

Result<json::object> endpoint_access(Context& context, const Cluster& desired) {
    return config_of(TRY(settled(context, desired)));
}

Result<std::vector<json::object>> access_changes(Context& context, const Cluster& desired,
                                                 const Cluster& observed) {
    const auto wanted = TRY(settled(context, desired));
    const auto before = exposure_of(observed);
    const auto after = exposure_of(wanted);
    std::vector<json::object> changes;
    const bool is_same = before.sides == after.sides &&
                         (!wanted.public_access_cidrs.is_known() || before.blocks == after.blocks);
    if (is_same)
        return changes;
    if (needs_both(before, after))
        changes.push_back(both_sides(before, after));
    changes.push_back(config_of(wanted));
    return changes;
}

}  // namespace inland::deploy::drivers
