// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "user_data/user_data.h"

namespace inland::user_data {

/// Bottlerocket: the TOML that early-boot-config sends to the API server, which refuses settings
/// that it does not know (bottlerocket-core-kit, sources/early-boot-config). gzip is unpacked;
/// there is no cloud-init and no MIME. Empty user data is no error there, and settles nothing.
Result<NodeSettings> read_bottlerocket(std::string_view bytes);

std::string write_bottlerocket(const NodeSettings& settings);

/// One document of two: tables are merged, of other settings the second's are taken.
Result<std::string> merge_bottlerocket(std::string_view own, std::string_view managed);

/// The settings below `settings.` and `settings.kubernetes.` that a Kubernetes variant has.
bool is_bottlerocket_setting(std::string_view name);
bool is_bottlerocket_kubernetes_setting(std::string_view name);

}  // namespace inland::user_data
