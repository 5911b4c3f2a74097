// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/errand_kubernetes.h"
#include "cli/spec_file.h"
#include "deploy/executor.h"
#include "deploy/ordering.h"
#include "topology/topology.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// The type of the change that places the credentials for the spec's registry.
inline constexpr std::string_view secret_type = "secret";

/// Places what the spec's pullSecret names as Secrets in the cluster, and lets pods of the
/// namespace default pull with it. Nothing where the spec names none. What is in the Secrets is
/// compared, and shown nowhere. Safe for all threads after changes().
class SecretErrands final : public deploy::ActionRunner {
  public:
    /// Both outlive it.
    SecretErrands(ErrandKubernetes& kubernetes, const DesignedSpec& designed);

    /// What would change in the cluster; asks Kubernetes only where the cluster stands. What cannot
    /// be seen from here is in unseen() and no change. `observed` is what AWS holds of the cluster.
    Result<std::vector<deploy::Change>> changes(const topology::Topology& observed);
    /// Why it is not known what is placed; "" when it is.
    [[nodiscard]] const std::string& unseen() const { return unseen_; }
    /// It needs the control plane, and a way to it.
    [[nodiscard]] std::vector<deploy::OrderingRule> order() const;

    deploy::Outcome run(const deploy::Step& step) override;
    std::vector<deploy::Outcome> look(std::span<const deploy::Step* const> steps) override;

  private:
    struct Differences {
        std::size_t missing = 0;
        std::vector<deploy::FieldChange> fields;
    };

    [[nodiscard]] const std::string& docker_config() const;
    [[nodiscard]] std::string why() const;
    Result<std::vector<deploy::Change>> compare();
    Result<Differences> differences();
    Result<void> place();
    Result<json::object> name_in_account();

    ErrandKubernetes& kubernetes_;
    const DesignedSpec& designed_;
    const spec::UrlRegistry* registry_ = nullptr;  ///< nullptr: no credentials in the spec
    std::string unseen_;
};

}  // namespace inland::cli
