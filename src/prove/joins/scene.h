// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/metadata_service.h"
#include "prove/packets/parties.h"
#include "prove/user_data_source.h"

#include <map>
#include <string>
#include <vector>

namespace inland::prove {

/// Who maps a node's role to Kubernetes.
enum class RoleMapping {
    ByEks,     ///< a managed group: EKS makes the access entry with it
    Observed,  ///< the entry must be there
    Unknown,   ///< nobody says which role the machines have
};

/// Where the pods of a node are, by what the VPC CNI is told.
struct Pods {
    std::vector<Party> parties;             ///< every one of them is some pods'
    std::vector<Party> possible = {};       ///< pods of which nobody says whether they are there
    std::vector<std::string> missing = {};  ///< what keeps one from knowing all of them
    std::string resource = {};              ///< that should say it
    std::vector<std::string> assumptions = {};
};

/// Nodes that are alike: a node group in one of its subnets, or one machine.
struct NodeSource {
    std::string name;  ///< "nodegroup/general in subnet/private-a"
    std::string operating_system;
    Party party;
    std::string role;  ///< key
    RoleMapping mapping = RoleMapping::ByEks;
    UserDataSource user_data = {};
    std::map<std::string, std::string> labels = {};  ///< of Kubernetes, as far as they are known
    Pods pods = {};
    MetadataService metadata = {};
};

/// One cluster, ready to be asked about.
struct Scene {
    const Network& network;
    const topology::Cluster& cluster;
    const VpcView* vpc = nullptr;
    std::vector<NodeSource> nodes;
    std::vector<Party> control_plane;
    std::vector<std::string> missing;  ///< subnets and groups that the Topology does not hold
};

Scene scene_of(const Network& network, const topology::Cluster& cluster);
/// Of a network in which there is none: repairs of intents are made for it.
Scene scene_without_cluster(const Network& network);

/// "nodegroup/general".
std::string name_of_group(const topology::NodeGroup& group);
/// The same of a self-managed group, by what its machines are tagged with.
std::string name_of_group(const Network& network, const topology::AutoScalingGroup& group);

/// As a Place, for the resolver.
Place place_of(const Party& party);

}  // namespace inland::prove
