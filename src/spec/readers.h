// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/context.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// One file for each part of the spec. Each reads its part into the Cluster, and lists its fields
/// for those who must agree with it: the JSON Schema, `inland explain`.
namespace inland::spec {

struct FieldName {
    std::string name;
    Presence presence;
};

/// The fields of one map of the file; `path` leads there: "spec.connect.vpn", "spec.nodeGroups.*".
struct FieldList {
    std::string path;
    std::vector<FieldName> fields;
};

template <typename Target, std::size_t count>
FieldList list_fields(std::string path, const std::array<SpecField<Target>, count>& fields) {
    FieldList list{std::move(path), {}};
    for (const auto& field : fields)
        list.fields.push_back({std::string(field.name), field.presence});
    return list;
}

/// Every map of the file that has fixed fields.
std::vector<FieldList> all_fields();

void read_region(const Node& node, Context& context, Cluster& cluster);
void read_version(const Node& node, Context& context, Cluster& cluster);
void read_access(const Node& node, Context& context, Cluster& cluster);
void read_network(const Node& node, Context& context, Cluster& cluster);
void read_connect(const Node& node, Context& context, Cluster& cluster);
void read_dns(const Node& node, Context& context, Cluster& cluster);
void read_registry(const Node& node, Context& context, Cluster& cluster);
void read_node_groups(const Node& node, Context& context, Cluster& cluster);
void read_service_cidr(const Node& node, Context& context, Cluster& cluster);
void read_addons(const Node& node, Context& context, Cluster& cluster);
void read_service_accounts(const Node& node, Context& context, Cluster& cluster);
void read_admins(const Node& node, Context& context, Cluster& cluster);
void read_logging(const Node& node, Context& context, Cluster& cluster);
void read_endpoints(const Node& node, Context& context, Cluster& cluster);
void read_tags(const Node& node, Context& context, Cluster& cluster);

/// The document: apiVersion, kind, metadata and the parts above.
void read_document(const Node& node, Context& context, Cluster& cluster);

FieldList access_fields();
FieldList network_fields();
FieldList existing_network_fields();
FieldList connect_fields();
FieldList vpn_fields();
FieldList direct_connect_fields();
FieldList transit_gateway_fields();
FieldList dns_fields();
FieldList registry_fields();
FieldList node_group_fields();
FieldList taint_fields();
FieldList service_account_fields();
FieldList endpoints_fields();
FieldList document_fields();
FieldList metadata_fields();
FieldList spec_fields();

/// Values for what the file leaves out, before and after it is read.
void set_defaults(const Place& spec_place, Cluster& cluster);
void complete_defaults(Cluster& cluster);

/// What no single field can tell: overlaps, versions against operating systems, and so on.
void check_networks(Context& context, const Cluster& cluster);
void check_versions(Context& context, const Cluster& cluster);
void check_identities(Context& context, const Cluster& cluster);
/// Whether the spec says how nodes find the client's registry.
void check_registry(Context& context, const Cluster& cluster);

}  // namespace inland::spec
