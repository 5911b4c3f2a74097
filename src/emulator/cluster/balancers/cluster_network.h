// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/balancers/aws_calls.h"

#include <string>
#include <string_view>
#include <vector>

/// What controllers learn of a cluster's network from EC2, and the rules that they put there.
namespace inland::emulator::cluster {

/// A node that may be a target.
struct NodeMachine {
    std::string node;
    std::string instance_id;
};

std::string vpc_of(const Objects& objects);
/// "kubernetes.io/cluster/atlas".
std::string cluster_tag_key(const Objects& objects);
/// Ready nodes with machines, without those that are labelled
/// node.kubernetes.io/exclude-from-external-load-balancers.
std::vector<NodeMachine> target_nodes(const Objects& objects);
json::array instance_rows(const std::vector<NodeMachine>& nodes);

/// Whether a subnet has a tag of that key.
bool has_tag(const json::object& resource, std::string_view key);

/// The subnets of the VPC as EC2 tells.
Result<json::array> described_subnets(const AwsCalls& calls, const std::string& vpc);
/// Whether the subnet's route table has a route to an internet gateway.
bool is_public_subnet(const json::array& route_tables, const json::object& subnet);
Result<json::array> described_route_tables(const AwsCalls& calls, const std::string& vpc);

/// The group of a machine that a controller may write into: the one that is tagged for the cluster,
/// else the only one. The error is the service controller's own.
Result<std::string> writable_group(const AwsCalls& calls, const NodeMachine& node,
                                   std::string_view cluster_tag);
/// Admits what an IpPermission says; a rule that is there already is no error.
Result<void> admit(const AwsCalls& calls, const std::string& group, const json::object& permission);
/// Takes such a rule away, if it is there.
Result<void> revoke(const AwsCalls& calls, const std::string& group,
                    const json::object& permission);
/// Deletes a group; false while something still uses it.
Result<bool> delete_group(const AwsCalls& calls, const std::string& group);
/// The group of that name in the VPC, made with these tags when there is none.
Result<std::string> ensure_group(const AwsCalls& calls, const std::string& vpc,
                                 const std::string& name, const std::string& description,
                                 const json::array& tags);

}  // namespace inland::emulator::cluster
