// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/kubernetes_api.h"
#include "cli/session.h"
#include "core/clock.h"
#include "core/json.h"
#include "deploy/executor.h"
#include "deploy/ordering.h"
#include "topology/topology.h"

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// Error::code of a step that could not reach the Kubernetes API.
inline constexpr std::string_view kubernetes_out_of_reach = "KubernetesOutOfReach";

/// The Kubernetes API of the cluster that a run is about, shared by its errands and opened at the
/// first need, which may be long after the run began. Safe for all threads.
class ErrandKubernetes {
  public:
    /// `invocation` and `session` outlive it.
    ErrandKubernetes(const Invocation& invocation, Session& session, std::string cluster)
        : invocation_(invocation), session_(session), cluster_(std::move(cluster)) {}

    Result<kube::Api*> api();
    /// The cluster's VPC, as EKS says.
    Result<std::string> vpc();
    Result<std::optional<json::object>> get(const kube::ObjectName& name);
    Result<json::object> apply(const json::object& object);
    /// Takes it away, waits until it is gone, and makes it anew.
    Result<json::object> replace(const json::object& object);

    /// Repeats for some minutes what may succeed in a moment: a cluster that was just made does not
    /// know its administrators yet, somebody else changed the object meanwhile.
    template <typename Attempt>
    auto patiently(const Attempt& attempt) -> decltype(attempt()) {
        const auto give_up = session_.clock().now() + patience;
        while (true) {
            auto result = attempt();
            if (result || !may_pass(result.error()) || session_.clock().now() >= give_up)
                return result;
            if (!session_.clock().wait_for(pause, stop()))
                return failure(ErrorKind::Interrupted, "stopped while installing");
        }
    }

    /// Whether AWS tells of an API to ask.
    [[nodiscard]] bool stands(const topology::Topology& observed) const;
    [[nodiscard]] const std::string& cluster() const { return cluster_; }
    [[nodiscard]] const std::stop_token& stop() const { return invocation_.stop; }
    [[nodiscard]] Clock& clock() const { return session_.clock(); }

  private:
    static constexpr auto patience = std::chrono::minutes(2);
    static constexpr auto pause = std::chrono::seconds(5);
    static bool may_pass(const Error& error);
    Result<KubernetesApi*> opened();
    Result<void> await_gone(const kube::ObjectName& name);

    const Invocation& invocation_;
    Session& session_;
    std::string cluster_;
    std::mutex mutex_;
    std::unique_ptr<KubernetesApi> api_;
};

/// What is said of an error of is_out_of_reach(), with the code above.
Error out_of_reach(const Error& error);

/// A rule for each resource of that type: `change` comes after it.
template <typename Resource>
void after_all(std::vector<deploy::OrderingRule>& rules, const deploy::Name& change,
               const topology::Topology& topology) {
    for (const auto& [key, unused] : topology.all<Resource>())
        rules.push_back({change, {Resource::type, key}});
}

/// What is done in the cluster comes after the control plane and all of the way to it.
std::vector<deploy::OrderingRule> after_way_in(const deploy::Name& change,
                                               const topology::Topology& topology);

/// Whether the step is the one that brings about what is wanted.
bool is_setting(const deploy::Step& step);

/// For errands that are done when they have run.
std::vector<deploy::Outcome> nothing_to_wait_for(std::span<const deploy::Step* const> steps);

deploy::Outcome errand_outcome(const Result<void>& result);

}  // namespace inland::cli
