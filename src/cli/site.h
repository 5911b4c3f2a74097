// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "cli/spec_file.h"
#include "core/result.h"
#include "deploy/apply.h"

#include <functional>
#include <stop_token>
#include <string>

namespace inland::cli {

/// Who changes what where, as `apply` and `destroy` say it before they ask.
struct Target {
    std::string account;
    std::string region;
    std::string endpoint;
    std::string principal;

    [[nodiscard]] std::string text() const;
};

/// Asks AWS who calls.
Result<Target> target_of(Session& session, std::stop_token stop);

/// What a run on `cluster` needs; the session outlives it.
Result<deploy::Site> site_of(const Invocation& invocation, Session& session, const Target& target,
                             const knowledge::Tables& tables, std::string cluster);
/// The same for a spec's cluster and the network that the spec names.
Result<deploy::Site> site_of(const Invocation& invocation, Session& session, const Target& target,
                             const DesignedSpec& designed);

/// True when the user says so: `--yes`, or "yes" on a terminal. Without a terminal and without
/// `--yes` nobody can be asked: InvalidInput.
Result<bool> confirmed(const Invocation& invocation, const std::string& question);

/// Runs with the progress that suits the streams, and says how it ended.
ExitCode carry_out(const Invocation& invocation,
                   const std::function<Result<deploy::RunResult>(deploy::Progress&)>& run);

}  // namespace inland::cli
