// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "design/given_network.h"
#include "spec/cluster.h"

#include <optional>

namespace inland::cli {

/// The network that the spec names, as AWS has it now or as the answers in the folder of
/// `--network` tell. Nothing where the spec names none, and where it cannot be read: why is said.
std::optional<design::GivenNetwork> given_network_of(const Invocation& invocation,
                                                     const spec::Cluster& spec);

}  // namespace inland::cli
