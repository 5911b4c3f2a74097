// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "emulator/cluster/api/request_info.h"
#include "emulator/cluster/api/table.h"
#include "http/message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// How a client wants objects: as they are, or (Accept: application/json;as=Table;…) as the table
/// that `kubectl get` prints.
struct Representation {
    std::optional<IncludeObject> table;

    static Representation asked_by(const http::Request& request, const Query& query);
};

/// What a list says of itself.
struct ListMetadata {
    std::uint64_t version = 0;
    std::string next = {};                      ///< `continue`; "" on the last page
    std::optional<std::size_t> remaining = {};  ///< `remainingItemCount`
};

/// A stored object in the version that is asked for: of a custom resource they differ in name only.
json::object in_version(const ResourceType& type, json::object object);
json::object represent(const ResourceType& type, const json::object& object,
                       const Representation& representation, TimePoint now);
json::object represent_list(const ResourceType& type,
                            const std::vector<const json::object*>& objects,
                            const ListMetadata& metadata, const Representation& representation,
                            TimePoint now);

}  // namespace inland::emulator::cluster
