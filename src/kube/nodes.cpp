// SPDX-License-Identifier: Apache-2.0
#include "kube/nodes.h"

#include "core/json.h"

#include <fmt/format.h>

namespace inland::kube {

namespace {

NodeStatus node_status(const json::value& node) {
    NodeStatus status{.name = string_or_empty(node, "metadata.name"),
                      .message = "its kubelet has not reported yet",
                      .version = string_or_empty(node, "status.nodeInfo.kubeletVersion")};
    for (const auto& condition : find_array(node, "status.conditions")) {
        if (string_or_empty(condition, "type") != "Ready")
            continue;
        if (string_or_empty(condition, "status") == "True")
            status.readiness = NodeReadiness::Ready;
        status.message = string_or_empty(condition, "message");
    }
    return status;
}

}  // namespace

Result<std::vector<NodeStatus>> list_nodes(http::Client& client, const std::string& server,
                                           std::string_view token, std::stop_token stop) {
    const auto answer =
        TRY(client.send({.method = "GET",
                         .origin = server,
                         .target = "/api/v1/nodes",
                         .headers = {{"Authorization", fmt::format("Bearer {}", token)},
                                     {"Accept", "application/json"}},
                         .body = {}},
                        std::move(stop)));
    const auto body = TRY(parse_json(answer.body));
    if (answer.status != 200)
        return failure(answer.status == 401 || answer.status == 403 ? ErrorKind::AccessDenied
                                                                    : ErrorKind::Failed,
                       fmt::format("the Kubernetes API answers {}: {}", answer.status,
                                   string_or_empty(body, "message")));
    std::vector<NodeStatus> nodes;
    for (const auto& node : find_array(body, "items"))
        nodes.push_back(node_status(node));
    return nodes;
}

}  // namespace inland::kube
