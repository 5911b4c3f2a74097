// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/purpose.h"

#include "core/crypto.h"
#include "emulator/machine/operating_system.h"
#include "emulator/services/records.h"
#include "user_data/user_data.h"

#include <algorithm>
#include <array>
#include <functional>

namespace inland::emulator::machine {

namespace {

using Matches = std::function<bool(const std::string& name, const json::object& cluster)>;

/// The first cluster that matches; its name, or "".
std::string cluster_where(const World& world, const Scope& scope, const Matches& matches) {
    for (const auto& [name, cluster] : world.store().list(scope, kind::cluster))
        if (matches(name, *cluster))
            return name;
    return {};
}

std::string named_by_user_data(const World& world, const Scope& scope,
                               const json::object& instance) {
    const auto system = user_data::operating_system_of(system_of(instance));
    const auto bytes = decode_base64(string_or_empty(instance, "_user_data"));
    if (!system || !bytes)
        return {};
    const auto settings = user_data::read(*bytes, *system);
    if (!settings)
        return {};
    const auto by_endpoint = cluster_where(world, scope, [&](const auto&, const auto& cluster) {
        return !settings->endpoint.empty() &&
               string_or_empty(cluster, "endpoint") == settings->endpoint;
    });
    if (!by_endpoint.empty())
        return by_endpoint;
    return cluster_where(world, scope,
                         [&](const auto& name, const auto&) { return name == settings->cluster; });
}

std::string named_by_tag(const World& world, const Scope& scope, const json::object& instance) {
    return cluster_where(world, scope, [&](const std::string& name, const auto&) {
        return std::ranges::any_of(find_array(instance, "Tags"), [&](const json::value& tag) {
            return find_string(tag, "Key") == "kubernetes.io/cluster/" + name;
        });
    });
}

std::string only_one_of_its_vpc(const World& world, const Scope& scope,
                                const json::object& instance) {
    if (string_or_empty(instance, "_autoscaling_group").empty())
        return {};
    const auto vpc = string_or_empty(instance, "VpcId");
    std::size_t count = 0;
    auto name = cluster_where(world, scope, [&](const auto&, const json::object& cluster) {
        const bool inside = string_or_empty(cluster, "resourcesVpcConfig.vpcId") == vpc;
        count += inside ? 1U : 0U;
        return inside;
    });
    return count == 1 ? name : std::string{};
}

constexpr std::array clues{named_by_user_data, named_by_tag, only_one_of_its_vpc};

}  // namespace

void find_purpose(World& world, const RecordKey& instance) {
    const auto* record = world.store().find(instance);
    if (record == nullptr || !string_or_empty(*record, "_cluster").empty() ||
        string_or_empty(*record, "_ami_type").empty())
        return;
    for (const auto clue : clues) {
        const auto cluster = clue(world, instance.scope, *record);
        if (cluster.empty())
            continue;
        world.store().update(instance,
                             [&](json::object& document) { document["_cluster"] = cluster; });
        return;
    }
}

}  // namespace inland::emulator::machine
