// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "user_data/user_data.h"

namespace inland::user_data {

/// Amazon Linux 2023: what nodeadm takes from user data, which is one NodeConfig or a multipart
/// message with any number of them, merged in order (amazon-eks-ami,
/// nodeadm/internal/configprovider and internal/api/merge.go). The user data is unpacked by nodeadm
/// itself, not by cloud-init.
Result<NodeSettings> read_node_config(std::string_view bytes);

std::string write_node_config(const NodeSettings& settings);

}  // namespace inland::user_data
