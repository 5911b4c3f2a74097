// SPDX-License-Identifier: Apache-2.0
#pragma once

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
std::span<const ReaderRow> network_readers();         // network.cpp
std::span<const ReaderRow> vpn_readers();             // vpn.cpp
std::span<const ReaderRow> public_access_readers();   // public_access.cpp
std::span<const ReaderRow> security_group_readers();  // security_group.cpp
std::span<const ReaderRow> network_acl_readers();     // network_acl.cpp
std::span<const ReaderRow> route_table_readers();     // route_table.cpp
std::span<const ReaderRow> identity_readers();        // identity.cpp
std::span<const ReaderRow> cluster_readers();         // cluster.cpp
std::span<const ReaderRow> node_readers();            // nodes.cpp
std::span<const ReaderRow> name_readers();            // dns.cpp

/// The resource that an attachment is about, if the reading has it.
template <typename R>
R* subject(Reading& reading, const topology::Attribute<std::string>& key) {
    auto& table = reading.topology.all<R>();
    const auto found = key.is_known() ? table.find(key.value()) : table.end();
    return found == table.end() ? nullptr : &found->second;
}

/// An attachment whose subject is not known may be to any resource of the type: none of them is
/// sure of the attribute any more.
template <typename R, typename T>
void make_unknown(Reading& reading, topology::Attribute<T> R::* member) {
    for (auto& [key, resource] : reading.topology.all<R>())
        resource.*member = topology::Attribute<T>::unknown((resource.*member).place());
}

/// Adds to a list that may be absent; one that is unknown stays so.
template <typename T>
void append(topology::Attribute<std::vector<T>>& list, T item) {
    if (list.is_unknown())
        return;
    if (list.is_absent())
        list = std::vector<T>{};
    list.mutable_value().push_back(std::move(item));
}

}  // namespace inland::sources::cloudformation
