// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/aws_auth.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/services/members.h"
#include "knowledge/yaml_document.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::machine {

namespace {

constexpr std::string_view name_space = "kube-system";
constexpr std::string_view name = "aws-auth";

const cluster::ResourceType& config_maps() {
    static const auto& type = cluster::type_of("", "configmaps");
    return type;
}

std::string map_roles_of(World& world, const RecordKey& key) {
    const cluster::Objects objects(world, key);
    const auto* config = objects.find(config_maps(), name_space, name);
    return config == nullptr ? std::string{} : string_or_empty(*config, "data.mapRoles");
}

bool maps(const knowledge::Node& entry, std::string_view role_arn) {
    const auto* role = entry.find("rolearn");
    const auto* groups = entry.find("groups");
    return role != nullptr && role->text == role_arn && groups != nullptr &&
           std::ranges::any_of(groups->children,
                               [](const auto& group) { return group.text == "system:nodes"; });
}

std::string mode_of(const World& world, const RecordKey& key) {
    const auto* record = world.store().find(key);
    const auto mode = record == nullptr
                          ? std::string{}
                          : string_or_empty(*record, "accessConfig.authenticationMode");
    return mode.empty() ? "CONFIG_MAP" : mode;
}

}  // namespace

bool uses_config_map(const World& world, const RecordKey& key) {
    return mode_of(world, key) != "API";
}

bool uses_only_config_map(const World& world, const RecordKey& key) {
    return mode_of(world, key) == "CONFIG_MAP";
}

bool is_mapped_to_nodes(World& world, const RecordKey& key, std::string_view role_arn) {
    if (!uses_config_map(world, key))
        return false;
    Diagnostics mistakes;
    knowledge::Reporter reporter("aws-auth", mistakes);
    const auto roles = knowledge::parse_yaml(map_roles_of(world, key), reporter);
    if (!roles || mistakes.has_errors())
        return false;
    return std::ranges::any_of(roles->children,
                               [&](const auto& entry) { return maps(entry, role_arn); });
}

void map_to_nodes(World& world, const RecordKey& key, std::string_view role_arn) {
    if (is_mapped_to_nodes(world, key, role_arn))
        return;
    const auto roles = map_roles_of(world, key) +
                       fmt::format(
                           "- groups:\n  - system:bootstrappers\n  - system:nodes\n"
                           "  rolearn: {}\n  username: system:node:{{{{EC2PrivateDNSName}}}}\n",
                           role_arn);
    cluster::Objects objects(world, key);
    objects.ensure(config_maps(),
                   {{"metadata", json::object{{"name", name}, {"namespace", name_space}}}});
    objects.change(config_maps(), name_space, name,
                   [&](json::object& config) { object_in(config, "data")["mapRoles"] = roles; });
}

}  // namespace inland::emulator::machine
