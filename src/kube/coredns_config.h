// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "kube/object.h"

#include <optional>
#include <string>
#include <string_view>

namespace inland::kube {

/// The ConfigMap from which CoreDNS reads its Corefile.
ObjectName coredns_config_name();

/// The Corefile in it; nothing where it has none.
std::optional<std::string> corefile_of(const json::object& config);

/// What is to be applied so that the ConfigMap `found` says `corefile`. Its other entries are left
/// to whom they belong, and the version that was read makes the API server refuse what changed
/// since. Pure.
json::object config_with_corefile(const json::object& found, std::string_view corefile);

}  // namespace inland::kube
