// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "core/result.h"

#include <stop_token>
#include <string>
#include <string_view>

namespace inland::cli {

/// Who a user most likely is in the emulated world of a cluster: an address on the first network
/// that is connected to its VPC, else one of its machines ("node/NAME").
Result<std::string> default_client(Session& session, const std::string& cluster,
                                   std::stop_token stop);

/// "http://WHO@host:port": the embedded AWS's CONNECT proxy, as WHO.
std::string proxy_url(std::string_view embedded_url, std::string_view who);

}  // namespace inland::cli
