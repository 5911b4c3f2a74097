// SPDX-License-Identifier: Apache-2.0
#include "cli/kubernetes_api.h"

#include "aws/eks_token.h"
#include "core/crypto.h"

namespace inland::cli {

namespace {

std::string authority_in(const json::value& described) {
    return decode_base64(string_or_empty(described, "cluster.certificateAuthority.data"))
        .value_or("");
}

}  // namespace

KubernetesApi::KubernetesApi(Session& session, std::string cluster, const json::value& described,
                             WayIn way)
    : session_(session),
      cluster_(std::move(cluster)),
      server_(string_or_empty(described, "cluster.endpoint")),
      vpc_(string_or_empty(described, "cluster.resourcesVpcConfig.vpcId")),
      authority_(authority_in(described)),
      way_(std::move(way)),
      client_(http::make_client({.connect_timeout = std::chrono::seconds(5),
                                 .timeout = std::chrono::seconds(20),
                                 .ca_bundle = authority_.path(),
                                 .proxy = way_.proxy,
                                 .connect_to = way_.connect_to})),
      objects_(*client_, server_, [this](std::stop_token stop) { return token(std::move(stop)); }) {
}

Result<std::unique_ptr<KubernetesApi>> KubernetesApi::open(const Invocation& invocation,
                                                           Session& session,
                                                           const std::string& cluster) {
    const auto described =
        TRY(session.aws().call("eks", "DescribeCluster", {{"name", cluster}}, invocation.stop));
    auto way =
        TRY(way_in(invocation, session, cluster, string_or_empty(described, "cluster.endpoint")));
    return std::unique_ptr<KubernetesApi>(
        new KubernetesApi(session, cluster, described, std::move(way)));
}

Result<std::string> KubernetesApi::token(std::stop_token stop) {
    const auto credentials = TRY(session_.aws().credentials().credentials(std::move(stop)));
    const auto sts = TRY(session_.aws().endpoint("sts"));
    return aws::eks_token(credentials, sts, cluster_, SystemClock().now());
}

Result<std::vector<kube::NodeStatus>> KubernetesApi::nodes(std::stop_token stop) {
    return kube::list_nodes(*client_, server_, TRY(token(stop)), stop);
}

/// An answer, whatever it says, has a status.
bool is_out_of_reach(const Error& error) {
    return error.http_status == 0 &&
           (error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout);
}

}  // namespace inland::cli
