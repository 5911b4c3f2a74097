// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "cli/spec_file.h"
#include "core/result.h"
#include "upgrade/finding.h"

#include <string>

namespace inland::cli {

/// What one version on the way needs beside what upgrade/checks looks at: a design without
/// mistakes, a proof of it, machine images that AWS publishes, and images that are staged or can
/// be. Reads only.
Result<upgrade::Findings> check_version(const Invocation& invocation, Session& session,
                                        const DesignedSpec& designed, const std::string& account,
                                        const topology::Topology& observed);

}  // namespace inland::cli
