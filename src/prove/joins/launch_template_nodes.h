// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/scene.h"

#include <string>

namespace inland::prove {

/// Nodes in that subnet, started by that launch template, without security groups yet.
Party node_party(const Network& network, const SubnetView& subnet, const std::string& name,
                 const topology::Attribute<topology::Reference<topology::LaunchTemplate>>& by);

/// The user data that a launch template holds, as a machine will get it: what EKS tells only once
/// the cluster is made has a stand-in. Not known when there is no such template.
UserDataSource user_data_of(const topology::Cluster& cluster, const topology::LaunchTemplate* made);

/// Who sets how many hops the answers of a metadata service go where a launch template does not.
enum class HopsElse {
    ByImage,  ///< nobody tells
    ByEks,    ///< of a managed group
};
/// What a launch template says of its machines' metadata service; without one nobody says it.
MetadataService metadata_service_of(const topology::LaunchTemplate* made, std::string_view system,
                                    HopsElse hops_else = HopsElse::ByImage);
/// That of a managed group's machines without a template of the owner's.
MetadataService metadata_service_by_eks(std::string_view system);

/// The operating system that the template's image or its user data tells; "" when neither does.
std::string operating_system_of(const Network& network, const topology::LaunchTemplate& made);

/// Adds the nodes of the cluster's self-managed groups: machines of Auto Scaling groups, by what
/// their launch templates say.
void add_self_managed_nodes(Scene& scene);

}  // namespace inland::prove
