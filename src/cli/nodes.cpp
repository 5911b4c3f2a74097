// SPDX-License-Identifier: Apache-2.0
#include "cli/nodes.h"

#include "cli/kubernetes_api.h"
#include "cli/machines.h"
#include "kube/nodes.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::cli {

namespace {

/// How long a node may take from joining to Ready: its images come over the endpoints.
constexpr auto patience = std::chrono::minutes(10);
constexpr auto look_every = std::chrono::seconds(5);

std::vector<std::string> not_ready(const std::vector<kube::NodeStatus>& nodes) {
    std::vector<std::string> names;
    for (const auto& node : nodes)
        if (node.readiness != kube::NodeReadiness::Ready)
            names.push_back(fmt::format("{} ({})", node.name, node.message));
    return names;
}

/// Machines that no node stands for yet: nobody else waits for those of self-managed groups.
std::vector<std::string> not_joined(const std::vector<Machine>& machines,
                                    const std::vector<kube::NodeStatus>& nodes) {
    std::vector<std::string> names;
    for (const auto& machine : machines) {
        const bool joined = std::ranges::any_of(nodes, [&](const kube::NodeStatus& node) {
            return node.name == machine.private_dns_name || node.name == machine.instance_id;
        });
        if (!joined)
            names.push_back(fmt::format("{} (has not joined)", machine.instance_id));
    }
    return names;
}

Result<std::vector<std::string>> waiting_for(Session& session, const std::string& cluster,
                                             const std::vector<kube::NodeStatus>& nodes,
                                             std::stop_token stop) {
    auto names = not_ready(nodes);
    const auto machines = TRY(machines_of(session, cluster, std::move(stop)));
    std::ranges::move(not_joined(machines, nodes), std::back_inserter(names));
    return names;
}

/// The number of nodes when all are Ready.
Result<std::size_t> wait_for_all(KubernetesApi& api, Session& session, const std::string& cluster,
                                 std::stop_token stop) {
    auto& clock = session.clock();
    const auto give_up = clock.now() + patience;
    while (true) {
        const auto nodes = TRY(api.nodes(stop));
        const auto missing = TRY(waiting_for(session, cluster, nodes, stop));
        if (missing.empty())
            return nodes.size();
        if (clock.now() >= give_up)
            return failure(ErrorKind::Failed,
                           fmt::format("not Ready: {}", fmt::join(missing, ", ")));
        if (!clock.wait_for(look_every, stop))
            return failure(ErrorKind::Interrupted, "stopped while waiting for nodes");
    }
}

}  // namespace

Result<void> wait_until_nodes_are_ready(const Invocation& invocation, Session& session,
                                        const std::string& cluster) {
    const auto api = TRY(KubernetesApi::open(invocation, session, cluster));
    const auto ready = wait_for_all(*api, session, cluster, invocation.stop);
    if (!ready && is_out_of_reach(ready.error())) {
        invocation.streams.talk(fmt::format(
            "the Kubernetes API is not reachable from here, so the nodes' readiness was not seen "
            "({}); run the same command from inside the network, or say --via",
            ready.error().message));
        return {};
    }
    if (!ready)
        return std::unexpected(ready.error());
    invocation.streams.talk(fmt::format("{} nodes, all Ready", *ready));
    return {};
}

}  // namespace inland::cli
