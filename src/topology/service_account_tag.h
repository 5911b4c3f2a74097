// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace inland::topology {

/// Of roles that Inland makes for the pods of one service account: "NAMESPACE/NAME".
inline constexpr std::string_view service_account_tag = "inland.dev/service-account";

}  // namespace inland::topology
