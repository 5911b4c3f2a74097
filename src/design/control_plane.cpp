// SPDX-License-Identifier: Apache-2.0
#include "design/cluster_domains.h"
#include "design/designers.h"
#include "design/exposure.h"
#include "design/network_parts.h"
#include "design/ways_out.h"
#include "spec/registry_address.h"
#include "topology/client_registry.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::Cluster;
using topology::LogGroup;
using topology::SecurityGroup;

void add_log_group(Drawing& drawing) {
    const auto& spec = drawing.spec;
    if (spec.logging.empty())
        return;
    auto group = make<LogGroup>(drawing, "control-plane",
                                {"spec.logging", spec.logging.front().place,
                                 "the control plane's logs; made before EKS would make it itself, "
                                 "so that it goes with the cluster"});
    group.log_group_name = fmt::format("/aws/eks/{}/cluster", spec.name.value);
    drawing.topology().add(std::move(group));
}

std::vector<std::string> logs_of(const spec::Cluster& spec) {
    std::vector<std::string> logs;
    for (const auto& log : spec.logging)
        logs.push_back(log.value);
    std::ranges::sort(logs);
    return logs;
}

std::vector<topology::Reference<SecurityGroup>> groups_of(const Drawing& drawing) {
    const auto clients = refer<SecurityGroup>("api-clients");
    if (drawing.topology().find<SecurityGroup>(clients.key) == nullptr)
        return {};
    return {clients};
}

/// As asked for from the first second: an endpoint that is made public and closed later was open.
void set_access(const Drawing& drawing, Cluster& cluster) {
    const auto& place = drawing.spec.access.place;
    const auto exposure = exposure_of(drawing.spec);
    cluster.endpoint_public_access = {exposure.is_public, place};
    cluster.endpoint_private_access = {exposure.is_private, place};
    if (exposure.is_public)
        cluster.public_access_cidrs = {exposure.public_blocks, place};
    if (admits_nodes_by_address(drawing.spec))
        cluster.public_access_addresses = {refer_to_all<topology::Address>(drawing), place};
    cluster.authentication_mode = "API";     // nodes and people are mapped without reaching the API
    cluster.bootstrap_creator_admin = true;  // who builds it can look into it
}

/// Amazon ECR's own registries need no telling.
void tag_registry(const spec::Cluster& spec, Cluster& cluster) {
    const auto* registry = spec::client_registry(spec);
    if (registry == nullptr)
        return;
    const auto address = spec::address_of(*registry);
    if (spec::is_ecr_host(address.host))
        return;
    const auto* forward = spec::registry_forwarder(spec);
    cluster.tags[std::string(topology::registry_tag)] =
        topology::registry_text({.host = address.host,
                                 .port = address.port,
                                 .domain = forward == nullptr ? "" : forward->domain.value});
}

void add_cluster(Drawing& drawing) {
    const auto& spec = drawing.spec;
    auto cluster = make<Cluster>(drawing, spec.name.value,
                                 {"spec", spec.place,
                                  fmt::format("the Kubernetes {} control plane; its API answers {}",
                                              spec.version.value, who_is_answered(spec))});
    tag_registry(spec, cluster);
    tag_corefile(spec, cluster);
    cluster.cluster_name = {spec.name.value, spec.name.place};
    cluster.version = {spec.version.value, spec.version.place};
    cluster.role = refer<topology::Role>("cluster");
    cluster.subnets = private_subnets(drawing);
    cluster.security_groups = groups_of(drawing);
    set_access(drawing, cluster);
    cluster.service_cidr = {service_block_of(drawing).value, spec.service_cidr.place};
    cluster.encryption_key = refer<topology::Key>("secrets");
    cluster.logging = logs_of(spec);
    cluster.cluster_security_group =
        topology::Reference<SecurityGroup>{topology::cluster_security_group_key(spec.name.value)};
    drawing.topology().add(std::move(cluster));
}

}  // namespace

void design_control_plane(Drawing& drawing) {
    add_log_group(drawing);
    add_cluster(drawing);
}

}  // namespace inland::design
