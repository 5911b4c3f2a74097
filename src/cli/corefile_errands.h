// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/errand_kubernetes.h"
#include "cli/spec_file.h"
#include "coredns/stub_domains.h"
#include "deploy/executor.h"
#include "deploy/ordering.h"
#include "topology/topology.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// The type of the change that writes into CoreDNS's ConfigMap.
inline constexpr std::string_view corefile_type = "corefile";

/// Writes the domains of dns.forward into the ConfigMap of a CoreDNS that is no add-on of the spec,
/// and takes out those that the spec no longer has. Every byte that is not Inland's stays. Safe for
/// all threads after changes().
class CorefileErrands final : public deploy::ActionRunner {
  public:
    /// Both outlive it.
    CorefileErrands(ErrandKubernetes& kubernetes, const DesignedSpec& designed);

    /// What would change; asks Kubernetes only where the cluster stands, and the spec or the
    /// cluster's tag tells of domains. What cannot be seen from here is in unseen() and no change.
    Result<std::vector<deploy::Change>> changes(const topology::Topology& observed);
    /// Why it is not known what the ConfigMap says; "" when it is.
    [[nodiscard]] const std::string& unseen() const { return unseen_; }
    [[nodiscard]] std::vector<deploy::OrderingRule> order() const;

    deploy::Outcome run(const deploy::Step& step) override;
    std::vector<deploy::Outcome> look(std::span<const deploy::Step* const> steps) override;

  private:
    struct Found {
        json::object config;
        std::string corefile;
    };

    [[nodiscard]] bool is_ours_to_write(const topology::Topology& observed) const;
    Result<std::vector<deploy::Change>> compare();
    Result<Found> find();
    [[nodiscard]] Result<std::string> wanted(const std::string& corefile) const;
    Result<json::object> write();

    ErrandKubernetes& kubernetes_;
    const DesignedSpec& designed_;
    std::vector<coredns::StubDomain> domains_;
    std::string unseen_;
};

}  // namespace inland::cli
