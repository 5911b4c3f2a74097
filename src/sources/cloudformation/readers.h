// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/attachments.h"
#include "sources/cloudformation/reader.h"

#include <span>
#include <string_view>

namespace inland::sources::cloudformation {

using ReadDeclared = void (*)(Reading& reading, const Declared& declared);

struct ReaderRow {
    std::string_view type;  ///< CloudFormation's
    ReadDeclared read;
    /// The class of resources that is not sure when the resource may not be there.
    std::string_view tells_about;
};

// One table a family: what each resource type becomes, and what other types add to it. Rows are
// carried out in their order, so what is added to comes before what adds.
std::span<const ReaderRow> network_readers();          // network.cpp
std::span<const ReaderRow> transit_gateway_readers();  // transit_gateway.cpp
std::span<const ReaderRow> vpn_readers();              // vpn.cpp
std::span<const ReaderRow> public_access_readers();    // public_access.cpp
std::span<const ReaderRow> security_group_readers();   // security_group.cpp
std::span<const ReaderRow> network_acl_readers();      // network_acl.cpp
std::span<const ReaderRow> route_table_readers();      // route_table.cpp
std::span<const ReaderRow> identity_readers();         // identity.cpp
std::span<const ReaderRow> cluster_readers();          // cluster.cpp
std::span<const ReaderRow> node_readers();             // nodes.cpp
std::span<const ReaderRow> name_readers();             // dns.cpp
std::span<const ReaderRow> pod_identity_readers();     // pod_identity.cpp
std::span<const ReaderRow> repository_readers();       // repository.cpp
std::span<const ReaderRow> load_balancer_readers();    // load_balancer.cpp

}  // namespace inland::sources::cloudformation
