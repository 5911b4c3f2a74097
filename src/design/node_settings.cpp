// SPDX-License-Identifier: Apache-2.0
#include "design/node_settings.h"

#include "design/bounded_name.h"
#include "design/network_parts.h"
#include "spec/registry_address.h"
#include "user_data/registry_trust.h"
#include "user_data/user_data.h"

#include <algorithm>

namespace inland::design {
namespace {

constexpr int disk_gib_unless_said = 20;  // as managed groups have
/// EC2's longest launch template name; Auto Scaling allows more.
constexpr std::size_t longest_name = 128;

/// EKS gives CoreDNS the tenth address of the Services' block (EKS User Guide, bootstrap.sh).
std::string cluster_dns_of(const Ipv4Prefix& service_cidr) {
    constexpr std::uint32_t tenth = 10;
    return Ipv4Address{service_cidr.first().bits + tenth}.text();
}

std::vector<user_data::Taint> taints_of(const spec::NodeGroup& group) {
    std::vector<user_data::Taint> taints;
    for (const auto& taint : group.taints)
        taints.push_back(
            {taint.key.value, taint.value.value, std::string(spec::text(taint.effect.value))});
    std::ranges::sort(taints);
    return taints;
}

void set_metadata_service(topology::LaunchTemplate& made) {
    made.http_tokens = "required";
    made.hop_limit = 2;  // pods that use the node's role are one hop further, as EKS sets it
}

void set_disk(const knowledge::AmiPath& ami, const spec::NodeGroup& group,
              topology::LaunchTemplate& made) {
    const auto size = group.disk_size ? group.disk_size->value : disk_gib_unless_said;
    made.block_devices = {
        {{.device = ami.node_volume, .size_gib = size, .volume_type = "gp3", .encrypted = true}},
        group.disk_size ? group.disk_size->place : group.place};
}

}  // namespace

std::map<std::string, std::string> labels_of(const spec::NodeGroup& group) {
    std::map<std::string, std::string> labels;
    for (const auto& label : group.labels)
        labels[label.key.value] = label.value.value;
    return labels;
}

std::vector<std::string> instance_types_of(const spec::NodeGroup& group) {
    std::vector<std::string> types;
    for (const auto& type : group.instance_types)
        types.push_back(type.value);
    return types;
}

std::string own_user_data_of(const Drawing& drawing, const spec::NodeGroup& group) {
    const auto* registry = spec::client_registry(drawing.spec);
    const auto system = user_data::operating_system_of(spec::text(group.os.value));
    if (registry == nullptr || registry->ca_certificates.empty() || !system)
        return {};
    return user_data::write_registry_trust(
        {spec::address_of(*registry).authority, registry->ca_certificates}, *system);
}

topology::LateText user_data_of(const Drawing& drawing, const spec::NodeGroup& group) {
    const auto& spec = drawing.spec;
    const auto cluster = refer<topology::Cluster>(spec.name.value).key;
    user_data::NodeSettings settings;
    settings.cluster = spec.name.value;
    settings.endpoint = topology::late_hole(cluster, topology::late_endpoint);
    settings.certificate_authority = topology::late_hole(cluster, topology::late_authority);
    settings.service_cidr = service_block_of(drawing).value.text();
    settings.cluster_dns = cluster_dns_of(service_block_of(drawing).value);
    settings.labels = labels_of(group);
    settings.taints = taints_of(group);
    const auto system = user_data::operating_system_of(spec::text(group.os.value));
    const auto joining = user_data::write(settings, *system);
    // Both are of our own making, so they always merge.
    return {user_data::merge(own_user_data_of(drawing, group), joining, *system).value_or(joining)};
}

std::string machines_name(const Drawing& drawing, const spec::NodeGroup& group) {
    return bounded_name(drawing.spec.name.value, "-" + group.name.value, longest_name);
}

void set_node_machine(const Drawing& drawing, const spec::NodeGroup& group,
                      topology::LaunchTemplate& made) {
    // The group that managed nodes get from EKS: the control plane, the endpoints and all nodes
    // admit each other by it.
    made.security_groups = std::vector{topology::Reference<topology::SecurityGroup>{
        topology::cluster_security_group_key(drawing.spec.name.value)}};
    set_metadata_service(made);
    set_disk(*drawing.tables.ami(spec::text(group.os.value), group.architecture), group, made);
}

}  // namespace inland::design
