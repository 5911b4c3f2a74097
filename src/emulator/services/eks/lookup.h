// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"
#include "emulator/services/refusal.h"

#include <string>
#include <string_view>

/// EKS's errors, and finding what its calls name.
namespace inland::emulator {

std::unexpected<Error> invalid_parameter(std::string message);
std::unexpected<Error> invalid_request(std::string message);
std::unexpected<Error> eks_in_use(std::string message);     ///< ResourceInUseException, 409
std::unexpected<Error> eks_not_found(std::string message);  ///< ResourceNotFoundException, 404

/// The cluster that the input names under `member`.
Result<const json::object*> find_cluster(const Call& call, std::string_view member = "clusterName");
/// The same, which must be ACTIVE.
Result<const json::object*> find_active_cluster(const Call& call,
                                                std::string_view member = "clusterName");
RecordKey cluster_key(const Scope& scope, std::string_view name);

/// A page of names: {list, "nextToken"} by maxResults and nextToken.
Result<json::object> eks_page(const Call& call, std::string_view list, json::array items);

/// The names of a cluster's children of a kind, without "CLUSTER/".
json::array children_of(const World& world, const Scope& scope, std::string_view kind,
                        std::string_view cluster);

/// A name of 1 to 100 letters, digits, '-' and '_' that begins with a letter or digit.
Result<void> check_eks_name(std::string_view what, std::string_view name);

}  // namespace inland::emulator
