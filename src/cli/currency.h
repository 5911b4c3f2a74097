// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "core/clock.h"
#include "core/result.h"
#include "deploy/status.h"
#include "knowledge/tables.h"

#include <stop_token>

namespace inland::cli {

/// Adds to a cluster's status how long its version is supported and how old the images of its nodes
/// are, and names what is to be brought up to date: a version in extended support, nodes of an
/// image that a newer one has taken the place of. `now` is AWS's.
Result<void> add_currency(Session& session, const knowledge::Tables& tables, TimePoint now,
                          std::stop_token stop, deploy::ClusterStatus& status);

}  // namespace inland::cli
