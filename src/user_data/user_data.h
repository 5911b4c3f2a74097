// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::user_data {

/// Who reads the user data at boot: nodeadm, bootstrap.sh or Bottlerocket's early-boot-config.
enum class OperatingSystem { AmazonLinux2023, AmazonLinux2, Bottlerocket };

/// What EC2 takes, before base64 (EC2 User Guide, "Run commands at launch").
inline constexpr std::size_t maximum_bytes = std::size_t{16} * 1024;

/// "al2023", "al2" or "bottlerocket", as the spec and knowledge/*.yaml call them.
Result<OperatingSystem> operating_system_of(std::string_view name);
std::string_view name_of(OperatingSystem system);

/// By which name a node registers.
enum class NodeName { PrivateDnsName, InstanceId };

struct Taint {
    std::string key, value, effect;  ///< effect as the kubelet spells it: "NoSchedule"
    auto operator<=>(const Taint&) const = default;
};

/// What a node is told about its cluster and itself, as its own agent understands it. An empty text
/// is a setting that the user data leaves out: what the agent then does (fails, asks EKS, guesses)
/// is the reader's matter (knowledge/joins.yaml).
struct NodeSettings {
    std::string cluster;
    std::string endpoint;               ///< "https://ID.gr7.REGION.eks.amazonaws.com"
    std::string certificate_authority;  ///< base64 of PEM, as EKS gives it
    std::string service_cidr;           ///< "172.20.0.0/16"
    std::string cluster_dns;            ///< "172.20.0.10"
    std::map<std::string, std::string> labels;
    std::vector<Taint> taints;
    NodeName node_name = NodeName::PrivateDnsName;
    std::string host_name;  ///< set by hand instead: neither of the above, and EC2 is not asked
    std::optional<int> max_pods;  ///< unset: what the agent finds for the instance type

    bool operator==(const NodeSettings&) const = default;
};

/// Reads what an instance gets as user data (bytes, after the API's base64; plain, gzip or MIME
/// multipart, as cloud-init takes it) as that system's agent does. Pure; input of any size and kind
/// is answered, with an error whose message is the agent's own where there is one. What is left out
/// is no error here: EKS adds the cluster's part to what the owner of a managed group wrote.
Result<NodeSettings> read(std::string_view bytes, OperatingSystem system);

/// What that system's agent says of settings with which it cannot begin, in its own words ("Name is
/// missing in cluster configuration"); "" when it can.
std::string complaint_about(const NodeSettings& settings, OperatingSystem system);

/// The user data, before base64, with which a machine of that system joins by these settings.
std::string write(const NodeSettings& settings, OperatingSystem system);

/// What EKS makes of the user data in the launch template of a managed group and its own: parts of
/// one MIME message, its own last, or one TOML document for Bottlerocket. Refused when the owner's
/// is not of that form.
Result<std::string> merge(std::string_view own, std::string_view managed, OperatingSystem system);

}  // namespace inland::user_data
