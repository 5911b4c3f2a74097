// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace inland::topology {

/// Of the cluster's attachment to a transit gateway: the Direct Connect gateway that Inland
/// associates with that transit gateway. AWS lets nobody tag the association itself.
inline constexpr std::string_view direct_connect_tag = "inland.dev/direct-connect";

}  // namespace inland::topology
