// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/attachments.h"
#include "sources/terraform/reader.h"

#include <span>
#include <string_view>

namespace inland::sources::terraform {

/// Reads one instance into the Topology.
using ReadInstance = void (*)(Reading& reading, const Instance& instance);

struct ReaderRow {
    std::string_view type;  ///< Terraform's
    ReadInstance read;
};

// One table a family: what each resource type becomes, and what other types add to it. Rows are
// carried out in their order, so what is added to comes before what adds.
std::span<const ReaderRow> network_readers();               // network.cpp
std::span<const ReaderRow> security_group_readers();        // security_group.cpp
std::span<const ReaderRow> network_acl_readers();           // network_acl.cpp
std::span<const ReaderRow> route_table_readers();           // route_table.cpp
std::span<const ReaderRow> connection_readers();            // connections.cpp
std::span<const ReaderRow> prefix_list_readers();           // prefix_list.cpp
std::span<const ReaderRow> name_readers();                  // names.cpp
std::span<const ReaderRow> vpn_readers();                   // vpn.cpp
std::span<const ReaderRow> direct_connect_readers();        // direct_connect.cpp
std::span<const ReaderRow> launch_template_readers();       // launch_template.cpp
std::span<const ReaderRow> node_group_readers();            // cluster.cpp
std::span<const ReaderRow> endpoint_readers();              // vpc_endpoint.cpp
std::span<const ReaderRow> identity_readers();              // identity.cpp
std::span<const ReaderRow> cluster_readers();               // cluster.cpp
std::span<const ReaderRow> pod_identity_readers();          // pod_identity.cpp
std::span<const ReaderRow> repository_readers();            // repository.cpp
std::span<const ReaderRow> load_balancer_readers();         // load_balancer.cpp
std::span<const ReaderRow> load_balancer_target_readers();  // load_balancer_targets.cpp
std::span<const ReaderRow> eni_config_readers();            // eni_config.cpp

}  // namespace inland::sources::terraform
