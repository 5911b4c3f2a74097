// SPDX-License-Identifier: Apache-2.0
#include "cli/installed_addons.h"

#include "cli/kubernetes_api.h"
#include "kube/addon_objects.h"
#include "kube/rollout.h"
#include "topology/installed_addons.h"

#include <optional>

#include <fmt/format.h>

namespace inland::cli {

namespace {

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

/// Where its manifest says that its pods are.
Result<kube::ObjectName> workload_name_of(const Invocation& invocation,
                                          const knowledge::Addon& addon) {
    kube::AddonContext context;
    if (const auto folder = invocation.value("knowledge"))
        context.folder = *folder;
    auto name =
        kube::workload_among(TRY(kube::addon_objects(addon.name, context)), addon.workload_name);
    if (!name)
        return failure(ErrorKind::Internal, fmt::format("the manifest of {} has no workload {}",
                                                        addon.name, addon.workload_name));
    return *std::move(name);
}

void add_found(const json::object& workload, deploy::PartStatus part,
               deploy::ClusterStatus& status) {
    const auto rollout = kube::rollout_of(workload);
    part.state = std::visit(StateOf{}, rollout);
    part.detail = tag_of(workload);
    if (const auto since = parse_iso8601(string_or_empty(workload, "metadata.creationTimestamp")))
        part.since = *since;
    if (!std::holds_alternative<kube::RolledOut>(rollout))
        status.problems.push_back({part.resource, part.state,
                                   fmt::format("kubectl describe pods in {} says why",
                                               kube::name_of(workload).namespace_name)});
    status.addons.push_back(std::move(part));
}

void add_missing(deploy::PartStatus part, deploy::ClusterStatus& status) {
    part.state = "not installed";
    status.problems.push_back(
        {part.resource, "the cluster is to have it, but it is not there", "run inland apply"});
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

    /// The cluster's tags say what it is to have.
    Result<void> add_all(const knowledge::Tables& tables) {
        const auto answer = TRY(session_.aws().call("eks", "DescribeCluster",
                                                    {{"name", status_.name}}, invocation_.stop));
        const auto& tags = find_object(answer, "cluster.tags");
        for (const auto& addon : tables.addons)
            if (addon.kind == knowledge::AddonKind::Manifest &&
                tags.contains(topology::addon_tag_of(addon.name)))
                TRY_VOID(add(addon));
        return {};
    }

  private:
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

    Result<std::optional<json::object>> workload_of(const knowledge::Addon& addon) {
        if (api_ == nullptr)
            api_ = TRY(KubernetesApi::open(invocation_, session_, status_.name));
        return api_->objects().get(TRY(workload_name_of(invocation_, addon)), invocation_.stop);
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
    return Search(invocation, session, status).add_all(tables);
}

}  // namespace inland::cli
