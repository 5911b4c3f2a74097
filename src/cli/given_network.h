// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "design/given_network.h"
#include "spec/cluster.h"

#include <optional>
#include <string_view>

namespace inland::cli {

/// Of the option `--network` of the commands that design.
inline constexpr std::string_view network_option_help =
    "what `aws ... describe-*` told about the spec's existing network, instead of asking AWS";

/// The network that the spec names, as AWS has it now or as the answers in the folder of
/// `--network` tell. Nothing where the spec names none, and where it cannot be read: why is said.
std::optional<design::GivenNetwork> given_network_of(const Invocation& invocation,
                                                     const spec::Cluster& spec);

}  // namespace inland::cli
