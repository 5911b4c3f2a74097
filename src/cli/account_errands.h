// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/errand_kubernetes.h"
#include "cli/spec_file.h"
#include "deploy/executor.h"
#include "deploy/ordering.h"
#include "kube/service_account.h"
#include "topology/topology.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// The type of the change that tells a ServiceAccount its role.
inline constexpr std::string_view account_type = "service-account";

/// Tells the ServiceAccounts of IRSA in the cluster which role their pods get, and makes those that
/// are missing, with their namespaces; Pod Identity needs nothing there. Of accounts that others
/// made it says and takes back the role alone. Namespaces stay. Safe for all threads after
/// changes().
class AccountErrands final : public deploy::ActionRunner {
  public:
    /// Both outlive it.
    AccountErrands(ErrandKubernetes& kubernetes, const DesignedSpec& designed)
        : kubernetes_(kubernetes), designed_(designed) {}

    /// What would change in the cluster; asks Kubernetes only where the cluster stands. What cannot
    /// be seen from here is in unseen() and no change. `observed` is what AWS holds of the cluster;
    /// its roles tell which accounts had one.
    Result<std::vector<deploy::Change>> changes(const std::string& account,
                                                const topology::Topology& observed);
    /// Why it is not known what the accounts say; "" when it is.
    [[nodiscard]] const std::string& unseen() const { return unseen_; }
    /// They need the control plane, a way to it, and their roles.
    [[nodiscard]] std::vector<deploy::OrderingRule> order() const;

    deploy::Outcome run(const deploy::Step& step) override;
    std::vector<deploy::Outcome> look(std::span<const deploy::Step* const> steps) override;

  private:
    enum class Fate { HasRole, LosesRole, Goes };
    struct Account {
        kube::ObjectName name;
        std::string role_key;
        std::string role_arn;
        Fate fate = Fate::HasRole;
    };

    void find_wanted(const std::string& account);
    void find_left(const topology::Topology& observed);
    Result<std::vector<deploy::Change>> compare();
    Result<std::optional<deploy::Change>> compare(const std::string& resource,
                                                  const Account& account);
    Result<void> make_namespace(const std::string& name);
    Result<void> set(const Account& account);
    Result<void> remove(const Account& account);

    ErrandKubernetes& kubernetes_;
    const DesignedSpec& designed_;
    std::map<std::string, Account> accounts_;  ///< by resource
    std::string unseen_;
};

}  // namespace inland::cli
