// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_user_data.h"

#include "emulator/services/members.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view node_config = R"(MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="//"

--//
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    apiServerEndpoint: {endpoint}
    certificateAuthority: {authority}
    cidr: {cidr}
    name: {name}
  kubelet:
    flags:
      - "--node-labels={labels}"

--//--
)";

constexpr std::string_view bootstrap = R"(MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="//"

--//
Content-Type: text/x-shellscript; charset="us-ascii"

#!/bin/bash
set -ex
B64_CLUSTER_CA={authority}
API_SERVER_URL={endpoint}
/etc/eks/bootstrap.sh {name} --kubelet-extra-args '--node-labels={labels}' --b64-cluster-ca $B64_CLUSTER_CA --apiserver-endpoint $API_SERVER_URL

--//--
)";

constexpr std::string_view bottlerocket = R"([settings.kubernetes]
"api-server" = "{endpoint}"
"cluster-certificate" = "{authority}"
"cluster-name" = "{name}"
)";

std::string_view template_for(std::string_view ami_type) {
    if (ami_type.starts_with("BOTTLEROCKET"))
        return bottlerocket;
    return ami_type.starts_with("AL2_") ? bootstrap : node_config;
}

std::string labels_of(const json::object& node_group) {
    auto labels =
        fmt::format("eks.amazonaws.com/nodegroup={},eks.amazonaws.com/capacityType={}",
                    text_of(node_group, "nodegroupName"), text_of(node_group, "capacityType"));
    for (const auto& [key, value] : object_of(node_group, "labels"))
        if (value.is_string())
            labels +=
                fmt::format(",{}={}", std::string_view(key), std::string_view(value.get_string()));
    return labels;
}

}  // namespace

std::string managed_user_data(const json::object& cluster, const json::object& node_group,
                              std::string_view ami_type) {
    return fmt::format(
        fmt::runtime(template_for(ami_type)), fmt::arg("endpoint", text_of(cluster, "endpoint")),
        fmt::arg("authority", text_of(object_of(cluster, "certificateAuthority"), "data")),
        fmt::arg("cidr", text_of(object_of(cluster, "kubernetesNetworkConfig"), "serviceIpv4Cidr")),
        fmt::arg("name", text_of(cluster, "name")), fmt::arg("labels", labels_of(node_group)));
}

}  // namespace inland::emulator
