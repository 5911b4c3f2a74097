// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "user_data/user_data.h"

#include <span>

namespace inland::user_data {

/// Amazon Linux 2: the arguments with which the user data runs /etc/eks/bootstrap.sh, in a shell
/// script, a multipart message or cloud-config's runcmd, as bootstrap.sh parses them. A value that
/// a script computes stays as it is written ("$(aws …)").
Result<NodeSettings> read_bootstrap_script(std::string_view bytes);

std::string write_bootstrap_script(const NodeSettings& settings);

/// The settings that the words after "/etc/eks/bootstrap.sh" make.
Result<NodeSettings> parse_bootstrap_arguments(std::span<const std::string> words);

}  // namespace inland::user_data
