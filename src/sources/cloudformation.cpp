// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation.h"

#include "sources/cloudformation/dependencies.h"
#include "sources/cloudformation/readers.h"
#include "sources/cloudformation/unread.h"
#include "sources/cloudformation/world.h"
#include "sources/top_level_keys.h"
#include "sources/yaml_keys.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inland::sources {

namespace {

using namespace cloudformation;

constexpr std::array families{network_readers,
                              public_access_readers,
                              transit_gateway_readers,
                              vpn_readers,
                              identity_readers,
                              cluster_readers,
                              security_group_readers,
                              network_acl_readers,
                              route_table_readers,
                              node_readers,
                              name_readers,
                              pod_identity_readers,
                              repository_readers,
                              load_balancer_readers};

/// The types that some reader takes in.
std::vector<std::string_view> read_types() {
    std::vector<std::string_view> types;
    for (const auto family : families)
        for (const auto& row : family())
            types.push_back(row.type);
    return types;
}

Parameters given(const CloudFormationOptions& options) {
    Parameters parameters;
    for (const auto& [name, value] : options.parameters)
        parameters.emplace(name, Value::of(value, {}));
    return parameters;
}

/// A resource whose condition nobody knows leaves its class unsure.
void read_row(Reading& reading, const ReaderRow& row) {
    for (const auto& declared : reading.world.declared()) {
        if (declared.type != row.type)
            continue;
        if (declared.exists == Truth::Yes)
            row.read(reading, declared);
        else
            reading.world.miss(row.tells_about);
    }
}

/// Nodes of a cluster that the template does not have, or does not name, are proven for nothing.
void miss_clusters_of_nodes(Reading& reading) {
    const auto& world = reading.topology;
    const bool has_nodes = !world.all<topology::NodeGroup>().empty() ||
                           !world.all<topology::AutoScalingGroup>().empty();
    if (has_nodes && world.all<topology::Cluster>().empty())
        reading.world.miss(topology::Cluster::type);
}

bool is_template_key(std::string_view key) {
    return key == "AWSTemplateFormatVersion" || key == "Resources";
}

}  // namespace

bool looks_like_cloudformation(std::string_view bytes) {
    const auto json_keys = top_level_keys(bytes);
    const auto keys = json_keys.empty() ? yaml_keys(bytes) : json_keys;
    return std::ranges::any_of(keys, is_template_key);
}

std::optional<topology::Topology> read_cloudformation(std::string_view bytes, std::string file,
                                                      const CloudFormationOptions& options,
                                                      Diagnostics& diagnostics) {
    World world(options, diagnostics);
    const auto stack = world.stack_of("", file, bytes, given(options));
    if (stack == nullptr)
        return std::nullopt;
    world.declare(*stack);
    world.evaluate();
    check_dependencies(world);
    Reading reading{world};
    reading.topology.region = options.region;
    reading.topology.account = options.account;
    for (const auto family : families)
        for (const auto& row : family())
            read_row(reading, row);
    miss_clusters_of_nodes(reading);
    note_unread(world, read_types());
    for (const auto& type : world.missing())
        reading.topology.missing.push_back(type);
    if (diagnostics.has_errors())
        return std::nullopt;
    return std::move(reading.topology);
}

}  // namespace inland::sources
