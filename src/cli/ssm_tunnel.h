// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace inland::cli {

/// Through which machine of the VPC, where to, and as whom.
struct SsmTunnelOptions {
    std::string instance;  ///< "i-..."
    std::string host;      ///< as that machine resolves it
    std::uint16_t port = 443;
    std::string region;
    std::string profile;                    ///< "": the AWS CLI's own default
    std::chrono::seconds opens_within{60};  ///< by the wall clock
};

/// A session of AWS Systems Manager that forwards a port of this machine to a host that another one
/// reaches (the document AWS-StartPortForwardingSessionToRemoteHost). It is the AWS CLI's, with its
/// session-manager-plugin, which speaks a protocol of its own; both end with this object.
class SsmTunnel {
  public:
    /// Waits until the port is open. Failed, with what the AWS CLI said, when it ends before that
    /// or is not installed; Timeout; Interrupted.
    static Result<std::unique_ptr<SsmTunnel>> open(const SsmTunnelOptions& options,
                                                   std::stop_token stop);
    SsmTunnel(const SsmTunnel&) = delete;
    SsmTunnel& operator=(const SsmTunnel&) = delete;
    ~SsmTunnel();

    /// Of 127.0.0.1.
    [[nodiscard]] std::uint16_t port() const;

  private:
    struct Session;
    explicit SsmTunnel(std::unique_ptr<Session> session);

    std::unique_ptr<Session> session_;
};

}  // namespace inland::cli
