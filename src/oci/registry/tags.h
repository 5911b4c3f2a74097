// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/registry/registry_session.h"

#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland::oci {

/// The repository's tags that begin so, over all pages. Nothing when the registry does not list
/// them, or has too many to ask for.
Result<std::optional<std::set<std::string, std::less<>>>> list_tags(RegistrySession& session,
                                                                    std::string_view repository,
                                                                    std::string_view beginning,
                                                                    const std::stop_token& stop);

/// The page that a Link field says comes next (RFC 8288).
std::optional<std::string_view> next_page(const http::Response& answer);

}  // namespace inland::oci
