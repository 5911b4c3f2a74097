// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"
#include "topology/topology.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::eksctl {

/// A configuration, or eksctl's defaults: fields by dotted paths. A field of the wrong kind is
/// reported, and is not there.
class Config {
  public:
    Config(const knowledge::Node& root, knowledge::Reporter& reporter)
        : root_(root), reporter_(reporter) {}

    [[nodiscard]] const knowledge::Node* find(std::string_view path) const;
    [[nodiscard]] std::optional<std::string> text(std::string_view path) const;
    [[nodiscard]] bool is_true(std::string_view path) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view path) const;
    /// The maps of a list.
    [[nodiscard]] std::vector<Config> items(std::string_view path) const;
    [[nodiscard]] Place place(std::string_view path = {}) const;
    [[nodiscard]] knowledge::Reporter& reporter() const { return reporter_; }

  private:
    const knowledge::Node& root_;
    knowledge::Reporter& reporter_;
};

/// knowledge/eksctl/defaults.yaml.
const knowledge::Node& defaults();

/// The reading of one configuration.
struct Reading {
    const Config& config;
    const Config& defaults;
    Diagnostics& diagnostics;
    topology::Topology topology = {};
    bool has_network = true;  ///< eksctl makes it, and the configuration tells all of it

    /// What the configuration says, or else eksctl's default of that name.
    [[nodiscard]] std::string text(std::string_view path, std::string_view fallback) const;
    [[nodiscard]] bool is_private() const { return config.is_true("privateCluster.enabled"); }
};

// One file a part of what eksctl makes.
void add_network(Reading& reading);             // network.cpp
void add_endpoints(Reading& reading);           // endpoints.cpp
void add_cluster(Reading& reading);             // cluster.cpp
void add_nodes(Reading& reading);               // nodes.cpp
void add_self_managed_nodes(Reading& reading);  // self_managed.cpp
/// Notes what cannot be known, by the names of the fields; and whether that is the whole network.
void note_unknown(Reading& reading);  // unknown.cpp
void note_unread(Reading& reading);   // unread.cpp
/// That what a field brings is not known, nor then all resources of the type.
void note(Reading& reading, std::string_view field, const knowledge::Node& written,
          std::string_view type);
/// Whether note_unknown notes such a field, of the configuration or of one of its lists.
bool is_noted(std::string_view path);

/// The role of a group's machines: made for them, or the ARN of the one that is given.
std::string add_node_role(Reading& reading, const Config& group, const std::string& name);
void set_sizes(const Config& config, topology::AutoScalingGroup& group);

/// The addresses of Services, as text.
std::string service_block(const Reading& reading);
topology::SecurityGroup group_of(const Reading& reading, std::string_view key);
/// Whether a node group's launch template has more in it than eksctl's own things.
bool has_unknown_template(const Config& group);  // unknown.cpp

/// "SubnetPrivate1" and the like: how many zones there are.
std::size_t zone_count(const Reading& reading);
/// Those of a kind that eksctl makes, or those that the configuration names by their ids; unknown
/// where it does neither.
using Subnets = topology::Attribute<std::vector<topology::Reference<topology::Subnet>>>;
Subnets subnets_of(const Reading& reading, std::string_view kind);
Subnets subnets_of_group(const Reading& reading, const Config& group);
inline constexpr std::string_view private_kind = "SubnetPrivate";
inline constexpr std::string_view public_kind = "SubnetPublic";

inline constexpr std::string_view vpc_key = "VPC";
inline constexpr std::string_view shared_group_key = "ClusterSharedNodeSecurityGroup";
inline constexpr std::string_view control_group_key = "ControlPlaneSecurityGroup";
inline constexpr std::string_view cluster_group_key = "ControlPlane.ClusterSecurityGroupId";
inline constexpr std::string_view cluster_key = "ControlPlane";

/// A resource under eksctl's name for it.
template <typename R>
R resource(std::string key, Place place) {
    R made;
    made.key = key;
    made.name = std::move(key);
    made.place = std::move(place);
    return made;
}

}  // namespace inland::sources::eksctl
