// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/resource_types.h"
#include "emulator/world.h"
#include "http/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// What a request to a resource is about (apiserver's RequestInfo).
struct RequestInfo {
    const ResourceType* type = nullptr;
    std::string name_space;   ///< "" for cluster-scoped ones and for lists over all namespaces
    std::string name;         ///< "" for the collection
    std::string subresource;  ///< "status"
    std::string verb;         ///< "list", "watch", "deletecollection", …
};

/// The members of a query string.
class Query {
  public:
    explicit Query(std::string_view text);
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view name) const;
    /// "true" and "1".
    [[nodiscard]] bool flag(std::string_view name) const;

  private:
    std::vector<std::pair<std::string, std::string>> members_;
};

/// Reads method and path; NotFound when the cluster serves no resource there, MethodNotAllowed when
/// it has no such verb.
Result<RequestInfo> read_request_info(World& world, const RecordKey& cluster,
                                      const http::Request& request);

}  // namespace inland::emulator::cluster
