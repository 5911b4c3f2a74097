// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/certificate_file.h"
#include "cli/command.h"
#include "cli/session.h"
#include "cli/way_in.h"
#include "core/result.h"
#include "kube/api.h"
#include "kube/nodes.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace inland::cli {

/// The Kubernetes API of one cluster, reached the way the user said (`--via`) and with tokens made
/// of the session's credentials. The session outlives it. Safe for all threads.
class KubernetesApi {
  public:
    /// Asks EKS where it is. NotFound: there is no such cluster.
    static Result<std::unique_ptr<KubernetesApi>> open(const Invocation& invocation,
                                                       Session& session,
                                                       const std::string& cluster);

    Result<std::vector<kube::NodeStatus>> nodes(std::stop_token stop);
    [[nodiscard]] kube::Api& objects() { return objects_; }
    /// The cluster's VPC, as EKS says.
    [[nodiscard]] const std::string& vpc() const { return vpc_; }

  private:
    KubernetesApi(Session& session, std::string cluster, const json::value& described, WayIn way);
    Result<std::string> token(std::stop_token stop);

    Session& session_;
    std::string cluster_;
    std::string server_;
    std::string vpc_;
    CertificateFile authority_;
    WayIn way_;
    std::unique_ptr<http::Client> client_;
    kube::Api objects_;
};

/// Whether nobody answered: a private cluster from outside.
bool is_out_of_reach(const Error& error);

}  // namespace inland::cli
