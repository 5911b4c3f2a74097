// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/errand_kubernetes.h"
#include "cli/session.h"
#include "core/result.h"
#include "deploy/lease.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// What the replacement of a cluster's nodes acts with. All outlive it.
class NodeWork {
  public:
    NodeWork(const Invocation& invocation, Session& session, ErrandKubernetes& kubernetes,
             deploy::Lease& lease)
        : invocation_(invocation), session_(session), kubernetes_(kubernetes), lease_(lease) {}

    Result<json::value> read(std::string_view service, std::string_view operation,
                             json::object input);
    /// Only while the lease is held. An answer that was lost is none: who calls looks again.
    Result<json::value> change(std::string_view service, std::string_view operation,
                               json::object input);
    /// Interrupted when the user stops it; what was begun goes on, or is gone on with.
    Result<void> wait(Duration duration);

    Result<kube::Api*> api() { return kubernetes_.api(); }
    Result<std::vector<json::object>> list(const std::string& api_version, const std::string& kind);
    /// A change in the cluster, as change() above.
    Result<void> in_cluster(const std::function<Result<void>(kube::Api&)>& act);

    [[nodiscard]] const std::string& cluster() const { return kubernetes_.cluster(); }
    [[nodiscard]] const std::stop_token& stop() const { return invocation_.stop; }
    [[nodiscard]] Clock& clock() const { return session_.clock(); }
    [[nodiscard]] TimePoint time_there();
    void say(std::string_view line) const { invocation_.streams.talk(line); }

  private:
    const Invocation& invocation_;
    Session& session_;
    ErrandKubernetes& kubernetes_;
    deploy::Lease& lease_;
};

/// Which machines are old: by the minor of their kubelets, or whatever is not of the newest image.
enum class Renewal { ByVersion, ByImage };

/// The image that machines of a group start from by now: what the SSM parameter names.
Result<std::string> newest_image(NodeWork& work, const std::string& parameter);

/// The pods on these nodes that budgets hold, to be named.
Result<std::string> who_holds(NodeWork& work, const std::vector<std::string>& nodes);

}  // namespace inland::cli
