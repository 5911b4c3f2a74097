// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/embedded_aws.h"

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace inland::testing {

/// One way of exposing the Kubernetes API, as cluster.yaml says it.
struct Mode {
    std::string_view name;
    std::string_view access;
    std::string_view network;  ///< beside cidr and zones: ", egress: nat"
    bool answers_laptops = false;
};

inline void PrintTo(const Mode& mode, std::ostream* out) {
    *out << mode.name;
}

/// The public ones admit the laptop's block (192.0.2.0/24) and nobody else.
inline constexpr Mode private_mode{"Private", "private", ", egress: none"};
inline constexpr Mode both_mode{"PublicAndPrivate",
                                "{mode: public-and-private, publicCidrs: [192.0.2.0/24]}",
                                ", egress: nat", true};
inline constexpr Mode public_mode{"Public", "{mode: public, publicCidrs: [192.0.2.0/24]}",
                                  ", egress: nat", true};
inline constexpr Mode public_nodes_mode{"PublicNodes", "public", ", nodes: public", true};

/// A cluster.yaml of the cluster "modes", which has a group of either kind with a machine in each.
std::string spec_of(const Mode& mode, std::string_view more = "");

/// The cluster "modes" on an embedded AWS of its own, with kubectl as judge.
class ModeCluster {
  public:
    explicit ModeCluster(std::string speed = "instant") : aws(std::move(speed)) {}

    /// Writes the spec and applies it.
    ProcessResult apply(const Mode& mode, std::string_view more = "");
    ProcessResult apply_unproven(const Mode& mode, std::string_view more);
    /// The path of the spec's file.
    std::string spec(const Mode& mode, std::string_view more = "") const;
    /// `kubectl ARGUMENTS...` as somebody in the emulated world; "" is Inland's own choice.
    [[nodiscard]] ProcessResult kubectl(const std::string& from,
                                        std::vector<std::string> arguments) const;
    /// "NAME Ready" or "NAME NotReady" for each node, as kubectl sees them from a machine.
    [[nodiscard]] std::vector<std::string> nodes() const;
    /// How often the control plane has missed a node so far.
    [[nodiscard]] std::size_t lost_nodes() const;

    EmbeddedAwsProcess aws;

  private:
    [[nodiscard]] std::string kubeconfig_of(const std::string& from) const;
};

/// Skips the test where there is no kubectl.
bool has_kubectl();

}  // namespace inland::testing
