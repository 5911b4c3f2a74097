// SPDX-License-Identifier: Apache-2.0
// EKS: clusters, node groups, access entries, add-ons.
#include "sources/companions.h"
#include "sources/default_addons.h"
#include "sources/remote_access.h"
#include "sources/terraform/readers.h"
#include "sources/terraform/template_version.h"
#include "sources/terraform/written_value.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;

void read_cluster(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto cluster = reader.resource<Cluster>();
    cluster.cluster_name = reader.text("name");
    cluster.version = reader.text("version");
    cluster.role = reader.reference<Role>("role_arn");
    cluster.subnets = reader.references<Subnet>("vpc_config.0.subnet_ids");
    cluster.security_groups = reader.references<SecurityGroup>("vpc_config.0.security_group_ids");
    cluster.endpoint_public_access = reader.boolean("vpc_config.0.endpoint_public_access");
    cluster.endpoint_private_access = reader.boolean("vpc_config.0.endpoint_private_access");
    cluster.public_access_cidrs = reader.texts("vpc_config.0.public_access_cidrs");
    if (cluster.public_access_cidrs.is_unknown() &&
        !reader.is_configured("vpc_config.0.public_access_cidrs"))
        cluster.public_access_cidrs = {};
    cluster.service_cidr = reader.prefix("kubernetes_network_config.0.service_ipv4_cidr");
    if (cluster.service_cidr.is_unknown())
        cluster.service_cidr = {};
    cluster.authentication_mode = reader.text("access_config.0.authentication_mode");
    if (cluster.authentication_mode.is_unknown() && !reader.is_configured("access_config"))
        cluster.authentication_mode = {};
    cluster.bootstrap_creator_admin =
        reader.boolean("access_config.0.bootstrap_cluster_creator_admin_permissions");
    cluster.logging = reader.texts("enabled_cluster_log_types");
    add_cluster_group(reading.topology, cluster,
                      companion_key(instance, "vpc_config[0].cluster_security_group_id"),
                      {.file = reading.file});
    reading.topology.add(std::move(cluster));
}

void read_node_group(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto group = reader.resource<NodeGroup>();
    group.cluster = reader.reference_by_name<Cluster>("cluster_name");
    group.node_group_name = reader.text("node_group_name");
    group.role = reader.reference<Role>("node_role_arn");
    group.subnets = reader.references<Subnet>("subnet_ids");
    group.ami_type = reader.text("ami_type");
    if (group.ami_type.is_unknown() && !reader.is_configured("ami_type"))
        group.ami_type = {};
    group.instance_types = reader.texts("instance_types");
    group.minimum = reader.number<int>("scaling_config.0.min_size");
    group.desired = reader.number<int>("scaling_config.0.desired_size");
    group.maximum = reader.number<int>("scaling_config.0.max_size");
    group.version = reader.text("version");
    if (reader.blocks("launch_template") != 0) {
        const auto chosen = template_of(reading, reader, "launch_template.0.");
        group.launch_template = chosen.made;
        group.template_version = chosen.version;
    }
    if (reader.blocks("remote_access") != 0)
        add_remote_access(
            reading.topology, group,
            reader.references<SecurityGroup>("remote_access.0.source_security_group_ids"));
    reading.topology.add(std::move(group));
}

void read_access_entry(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto entry = reader.resource<AccessEntry>();
    entry.cluster = reader.reference_by_name<Cluster>("cluster_name");
    const auto principal = reader.key("principal_arn");
    if (principal.is_known() && reading.topology.find<Role>(principal.value()) != nullptr)
        entry.role = Reference<Role>{principal.value()};
    else
        entry.principal_arn = principal;
    entry.entry_type = reader.text("type");
    if (entry.entry_type.is_unknown())
        entry.entry_type = {};
    entry.username = reader.text("user_name");
    reading.topology.add(std::move(entry));
}

/// Configuration values that the plan does not tell: left out they are computed, EKS's own; written
/// they have holes for what is yet to be made.
Attribute<std::string> unknown_values(const Reader& reader) {
    constexpr std::string_view values = "configuration_values";
    if (!reader.is_configured(values))
        return {};
    const auto written = written_object(reader, values);
    return written ? Attribute<std::string>(json::serialize(*written), reader.place())
                   : Attribute<std::string>::unknown(reader.place());
}

void read_addon(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto addon = reader.resource<Addon>();
    addon.cluster = reader.reference_by_name<Cluster>("cluster_name");
    addon.addon_name = reader.text("addon_name");
    addon.version = reader.text("addon_version");
    addon.configuration = reader.text("configuration_values");
    if (addon.configuration.is_unknown())
        addon.configuration = unknown_values(reader);
    addon.service_account_role = reader.reference<Role>("service_account_role_arn");
    reading.topology.add(std::move(addon));
}

void read_default_addons(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    const auto* cluster = reading.topology.find<Cluster>(instance.address);
    if (cluster != nullptr &&
        reader.boolean("bootstrap_self_managed_addons").value_or_default(true) == true)
        add_default_addons(reading.topology, *cluster);
}

constexpr std::array rows{
    ReaderRow{"aws_eks_cluster", read_cluster},
    ReaderRow{"aws_eks_access_entry", read_access_entry},
    ReaderRow{"aws_eks_addon", read_addon},
    ReaderRow{"aws_eks_cluster", read_default_addons},
};

/// After the launch templates, which it names.
constexpr std::array node_group_rows{ReaderRow{"aws_eks_node_group", read_node_group}};

}  // namespace

std::span<const ReaderRow> cluster_readers() {
    return rows;
}

std::span<const ReaderRow> node_group_readers() {
    return node_group_rows;
}

}  // namespace inland::sources::terraform
