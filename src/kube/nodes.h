// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/client.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inland::kube {

enum class NodeReadiness { Ready, NotReady };

struct NodeStatus {
    std::string name;
    NodeReadiness readiness = NodeReadiness::NotReady;
    std::string message;  ///< of its Ready condition: "cni plugin not initialized"
    std::string version;  ///< of its kubelet
};

/// The nodes that the Kubernetes API at `server` ("https://…") lists. `client` trusts the cluster's
/// certificate authority and knows the way.
Result<std::vector<NodeStatus>> list_nodes(http::Client& client, const std::string& server,
                                           std::string_view token, std::stop_token stop);

}  // namespace inland::kube
