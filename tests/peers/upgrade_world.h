// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/embedded_aws.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inland::testing {

/// A cluster of the embedded AWS that is to be upgraded, with workloads that have disruption
/// budgets, and a watch of kubectl's that counts their ready pods after every change of any.
class UpgradeWorld {
  public:
    /// Builds the spec at 1.33; why it cannot, or nothing. `groups` are lines of spec.nodeGroups.
    std::optional<std::string> make(const std::string& groups);

    /// The spec's file at another version.
    [[nodiscard]] std::string spec(const std::string& version) const;
    [[nodiscard]] ProcessResult upgrade(const std::string& version,
                                        std::vector<std::string> more = {}) const;
    /// Runs kubectl; what it says. An error fails the test.
    std::string kubectl(std::vector<std::string> arguments) const;

    /// A Deployment with a budget, all of whose pods are ready when this returns.
    void deploy(const std::string& name, int replicas, const std::string& budget) const;
    void wait_until_ready(const std::string& name, int replicas) const;

    /// Watches from now on.
    void watch();
    /// The fewest ready pods of each app since all were ready.
    [[nodiscard]] std::map<std::string, int> fewest_ready() const;

    /// "v1.34.4-eks-… " for each node.
    [[nodiscard]] std::string kubelets() const;

    /// The instances behind the nodes, in the order of the nodes' names.
    [[nodiscard]] std::string machines() const;
    /// Asks the embedded AWS for a fault.
    void fault(const std::string& text) const;

    EmbeddedAwsProcess aws;

  private:
    std::string kubectl_;
    std::string groups_;
    std::string image_;
    std::unique_ptr<BackgroundProcess> watch_;
};

}  // namespace inland::testing
