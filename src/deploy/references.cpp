// SPDX-License-Identifier: Apache-2.0
#include "deploy/references.h"

#include "topology/references.h"

#include <algorithm>
#include <array>

namespace inland::deploy {

namespace {

struct AttachedField {
    std::string_view type;
    std::string_view field;
};

/// Fields that are set by calls of their own after the resource is made.
constexpr std::array attached_fields{
    AttachedField{topology::Vpc::type, "dhcp_options"},
    AttachedField{topology::InternetGateway::type, "vpc"},
    AttachedField{topology::VpnGateway::type, "vpc"},
    AttachedField{topology::RouteTable::type, "routes"},
    AttachedField{topology::RouteTable::type, "subnets"},
    AttachedField{topology::RouteTable::type, "propagating_gateways"},
    AttachedField{topology::NetworkAcl::type, "subnets"},
    AttachedField{topology::SecurityGroup::type, "ingress"},
    AttachedField{topology::SecurityGroup::type, "egress"},
};

Binding binding_of(std::string_view type, std::string_view field) {
    const bool attached = std::ranges::any_of(attached_fields, [&](const AttachedField& row) {
        return row.type == type && row.field == field;
    });
    return attached ? Binding::Attachment : Binding::Creation;
}

/// A reference to the group that EKS makes is a need of its cluster.
template <typename Target>
Need need_of(const std::string& key) {
    if (std::is_same_v<Target, topology::SecurityGroup> &&
        key.starts_with(cluster_security_group_prefix))
        return {topology::Cluster::type,
                "cluster/" + key.substr(cluster_security_group_prefix.size())};
    return {Target::type, key};
}

template <typename R>
std::vector<Need> needs_of(const R& resource) {
    std::vector<Need> needs;
    topology::for_each_field<R>([&](const auto& field) {
        const auto& attribute = resource.*field.member;
        if (!attribute.is_known() || field.name == "cluster_security_group")
            return;
        topology::visit_keys(attribute.value(), [&]<typename Target>(const std::string& key) {
            auto need = need_of<Target>(key);
            need.binding = binding_of(R::type, field.name);
            if (need.key != resource.key)
                needs.push_back(std::move(need));
        });
    });
    return needs;
}

}  // namespace

std::map<Name, std::vector<Need>> all_needs(const topology::Topology& topology) {
    std::map<Name, std::vector<Need>> needs;
    topology::for_each_resource(topology, [&](const auto& resource) {
        using R = std::decay_t<decltype(resource)>;
        needs.emplace(Name{R::type, resource.key}, needs_of(resource));
    });
    return needs;
}

}  // namespace inland::deploy
