// SPDX-License-Identifier: Apache-2.0
#include "cli/nodes.h"

#include "aws/eks_token.h"
#include "cli/machines.h"
#include "cli/way_in.h"
#include "core/crypto.h"
#include "kube/nodes.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace inland::cli {

namespace {

/// How long a node may take from joining to Ready: its images come over the endpoints.
constexpr auto patience = std::chrono::minutes(10);
constexpr auto look_every = std::chrono::seconds(5);

/// A file that is gone with its owner: libcurl takes a certificate authority as a file.
class CertificateFile {
  public:
    explicit CertificateFile(const std::string& pem) {
        const int file = mkstemp(path_.data());
        if (file >= 0)
            close(file);
        std::ofstream(path_) << pem;
    }
    CertificateFile(const CertificateFile&) = delete;
    CertificateFile& operator=(const CertificateFile&) = delete;
    ~CertificateFile() { unlink(path_.c_str()); }
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_ = (std::filesystem::temp_directory_path() / "inland-ca-XXXXXX").string();
};

/// The Kubernetes API of one cluster, reached the way the user said.
class KubernetesApi {
  public:
    KubernetesApi(Session& session, std::string cluster, std::string server,
                  const std::string& authority, WayIn way)
        : session_(session),
          cluster_(std::move(cluster)),
          server_(std::move(server)),
          authority_(authority),
          way_(std::move(way)),
          client_(http::make_client({.connect_timeout = std::chrono::seconds(5),
                                     .timeout = std::chrono::seconds(20),
                                     .ca_bundle = authority_.path(),
                                     .proxy = way_.proxy,
                                     .connect_to = way_.connect_to})) {}

    Result<std::vector<kube::NodeStatus>> nodes(std::stop_token stop) {
        const auto credentials = TRY(session_.aws().credentials().credentials(stop));
        const auto sts = TRY(session_.aws().endpoint("sts"));
        const auto token = TRY(aws::eks_token(credentials, sts, cluster_, SystemClock().now()));
        return kube::list_nodes(*client_, server_, token, std::move(stop));
    }

  private:
    Session& session_;
    std::string cluster_;
    std::string server_;
    CertificateFile authority_;
    WayIn way_;
    std::unique_ptr<http::Client> client_;
};

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

bool is_out_of_reach(const Error& error) {
    return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout;
}

}  // namespace

Result<void> wait_until_nodes_are_ready(const Invocation& invocation, Session& session,
                                        const std::string& cluster) {
    const auto described =
        TRY(session.aws().call("eks", "DescribeCluster", {{"name", cluster}}, invocation.stop));
    const auto authority =
        decode_base64(string_or_empty(described, "cluster.certificateAuthority.data"));
    const auto server = string_or_empty(described, "cluster.endpoint");
    KubernetesApi api(session, cluster, server, authority.value_or(""),
                      TRY(way_in(invocation, session, cluster, server)));
    const auto ready = wait_for_all(api, session, cluster, invocation.stop);
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
