// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/syntax.h"
#include "spec/values.h"

#include <array>

namespace inland::spec {

namespace {

constexpr std::string_view api_version = "inland.dev/v1alpha1";
constexpr std::string_view kind_of_document = "Cluster";

void expect_text(const Node& node, Context& context, std::string_view expected,
                 std::string_view rule) {
    PlacedText text;
    if (read_text(node, context, text) && text.value != expected)
        context.error(node.position, std::string(rule), "not a cluster that this Inland reads",
                      quoted(node.key) + " is " + quoted(text.value),
                      "write " + node.key + ": " + std::string(expected));
}

void read_api_version(const Node& node, Context& context, Cluster& /*cluster*/) {
    expect_text(node, context, api_version, "api-version");
}

void read_kind(const Node& node, Context& context, Cluster& /*cluster*/) {
    expect_text(node, context, kind_of_document, "kind");
}

void read_name(const Node& node, Context& context, Cluster& cluster) {
    if (read_text(node, context, cluster.name) && !is_cluster_name(cluster.name.value))
        context.error(node.position, "cluster-name", "EKS refuses this cluster name",
                      quoted(node.text),
                      "use at most 100 letters, digits, \"-\" and \"_\", first a letter or digit");
}

constexpr std::array<SpecField<Cluster>, 1> of_metadata = {{
    {"name", Presence::Required, read_name},
}};

/// Region and version come first: the parts below are checked against them.
constexpr std::array<SpecField<Cluster>, 15> of_spec = {{
    {"region", Presence::Required, read_region},
    {"version", Presence::Required, read_version},
    {"access", Presence::Optional, read_access},
    {"network", Presence::Required, read_network},
    {"connect", Presence::Optional, read_connect},
    {"dns", Presence::Optional, read_dns},
    {"registry", Presence::Optional, read_registry},
    {"nodeGroups", Presence::Optional, read_node_groups},
    {"serviceCidr", Presence::Optional, read_service_cidr},
    {"addons", Presence::Optional, read_addons},
    {"serviceAccounts", Presence::Optional, read_service_accounts},
    {"admins", Presence::Optional, read_admins},
    {"logging", Presence::Optional, read_logging},
    {"endpoints", Presence::Optional, read_endpoints},
    {"tags", Presence::Optional, read_tags},
}};

void read_metadata(const Node& node, Context& context, Cluster& cluster) {
    read_fields(node, "metadata", std::span<const SpecField<Cluster>>(of_metadata), context,
                cluster);
}

void read_spec(const Node& node, Context& context, Cluster& cluster) {
    set_defaults(context.place(node.key_position), cluster);
    read_fields(node, "spec", std::span<const SpecField<Cluster>>(of_spec), context, cluster);
    complete_defaults(cluster);
}

constexpr std::array<SpecField<Cluster>, 4> of_document = {{
    {"apiVersion", Presence::Required, read_api_version},
    {"kind", Presence::Required, read_kind},
    {"metadata", Presence::Required, read_metadata},
    {"spec", Presence::Required, read_spec},
}};

}  // namespace

void read_document(const Node& node, Context& context, Cluster& cluster) {
    cluster.place = context.place(node.position);
    read_fields(node, "the file", std::span<const SpecField<Cluster>>(of_document), context,
                cluster);
}

FieldList metadata_fields() {
    return list_fields("metadata", of_metadata);
}

FieldList spec_fields() {
    return list_fields("spec", of_spec);
}

FieldList document_fields() {
    return list_fields("", of_document);
}

std::vector<FieldList> all_fields() {
    return {document_fields(),        metadata_fields(), spec_fields(),
            access_fields(),          network_fields(),  existing_network_fields(),
            connect_fields(),         vpn_fields(),      direct_connect_fields(),
            transit_gateway_fields(), dns_fields(),      registry_fields(),
            node_group_fields(),      taint_fields(),    service_account_fields(),
            endpoints_fields()};
}

}  // namespace inland::spec
