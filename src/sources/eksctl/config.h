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

    /// What the configuration says, or else eksctl's default of that name.
    [[nodiscard]] std::string text(std::string_view path, std::string_view fallback) const;
    [[nodiscard]] bool is_private() const { return config.is_true("privateCluster.enabled"); }
};

// One file a part of what eksctl makes.
void add_network(Reading& reading);    // network.cpp
void add_endpoints(Reading& reading);  // endpoints.cpp
void add_cluster(Reading& reading);    // cluster.cpp
void add_nodes(Reading& reading);      // nodes.cpp
/// Notes what cannot be known, by the names of the fields; false when that is the whole network.
bool note_unknown(Reading& reading);  // unknown.cpp
/// Whether a node group's launch template has more in it than eksctl's own things.
bool has_unknown_template(const Config& group);  // unknown.cpp

/// "SubnetPrivate1" and the like: how many zones there are.
std::size_t zone_count(const Reading& reading);
std::vector<topology::Reference<topology::Subnet>> subnets_of(const Reading& reading,
                                                              std::string_view kind);
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
