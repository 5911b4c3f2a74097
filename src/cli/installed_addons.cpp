// SPDX-License-Identifier: Apache-2.0
#include "cli/installed_addons.h"

#include "cli/kubernetes_api.h"
#include "kube/addon_objects.h"
#include "kube/rollout.h"

#include <optional>

#include <fmt/format.h>

namespace inland::cli {

namespace {

constexpr std::string_view system_namespace = "kube-system";

/// What tells one version from another: "v1.34.3" of the first container's image.
std::string tag_of(const json::object& workload) {
    const auto& containers = find_array(workload, "spec.template.spec.containers");
    const auto image =
        containers.empty() ? std::string() : string_or_empty(containers.front(), "image");
    const auto colon = image.rfind(':');
    return colon == image.npos ? std::string() : image.substr(colon + 1);
}

struct StateOf {
    std::string operator()(const kube::RolledOut&) const { return "ACTIVE"; }
    std::string operator()(const kube::RollingOut& rollout) const { return rollout.state; }
    std::string operator()(const Error& error) const { return error.message; }
};

void add_found(const json::object& workload, deploy::PartStatus part,
               deploy::ClusterStatus& status) {
    const auto rollout = kube::rollout_of(workload);
    part.state = std::visit(StateOf{}, rollout);
    part.detail = tag_of(workload);
    if (const auto since = parse_iso8601(string_or_empty(workload, "metadata.creationTimestamp")))
        part.since = *since;
    if (!std::holds_alternative<kube::RolledOut>(rollout))
        status.problems.push_back(
            {part.resource, part.state,
             fmt::format("kubectl describe pods in {} says why", system_namespace)});
    status.addons.push_back(std::move(part));
}

void add_missing(deploy::PartStatus part, deploy::ClusterStatus& status) {
    part.state = "not installed";
    status.problems.push_back(
        {part.resource, "its pods have a role, but it is not in the cluster", "run inland apply"});
    status.addons.push_back(std::move(part));
}

void add_unseen(deploy::PartStatus part, deploy::ClusterStatus& status) {
    part.state = "not seen";
    part.detail = "the Kubernetes API is not reachable from here: say --via";
    status.addons.push_back(std::move(part));
}

/// How one add-on is looked for.
class Search {
  public:
    Search(const Invocation& invocation, Session& session, deploy::ClusterStatus& status)
        : invocation_(invocation), session_(session), status_(status) {}

    Result<bool> is_wanted(const knowledge::Addon& addon) {
        const auto answer = TRY(session_.aws().call("eks", "ListPodIdentityAssociations",
                                                    {{"clusterName", status_.name},
                                                     {"namespace", system_namespace},
                                                     {"serviceAccount", addon.name}},
                                                    invocation_.stop));
        return !find_array(answer, "associations").empty();
    }

    Result<void> add(const knowledge::Addon& addon) {
        deploy::PartStatus part{.resource = fmt::format("addon/{}", addon.name)};
        const auto found = workload_of(addon);
        if (!found && !is_out_of_reach(found.error()))
            return std::unexpected(found.error());
        if (!found)
            add_unseen(std::move(part), status_);
        else if (*found && kube::is_of_addon(**found, addon.name))
            add_found(**found, std::move(part), status_);
        else
            add_missing(std::move(part), status_);
        return {};
    }

  private:
    Result<std::optional<json::object>> workload_of(const knowledge::Addon& addon) {
        if (api_ == nullptr)
            api_ = TRY(KubernetesApi::open(invocation_, session_, status_.name));
        return api_->objects().get(
            {"apps/v1", addon.workload, std::string(system_namespace), addon.workload_name},
            invocation_.stop);
    }

    const Invocation& invocation_;
    Session& session_;
    deploy::ClusterStatus& status_;
    std::unique_ptr<KubernetesApi> api_;
};

}  // namespace

Result<void> add_installed_addons(const Invocation& invocation, Session& session,
                                  const knowledge::Tables& tables, deploy::ClusterStatus& status) {
    if (!status.control_plane)
        return {};
    Search search(invocation, session, status);
    for (const auto& addon : tables.addons) {
        const bool may_be_there = addon.kind == knowledge::AddonKind::Manifest &&
                                  !addon.versions.empty() && !addon.permissions.empty();
        if (may_be_there && TRY(search.is_wanted(addon)))
            TRY_VOID(search.add(addon));
    }
    return {};
}

}  // namespace inland::cli
