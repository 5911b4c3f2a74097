// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// knowledge/removed-apis.yaml: which minor of Kubernetes stopped to serve which version of an API.
/// Not part of Tables, since only upgrades ask for it.
namespace inland::knowledge {

struct RemovedApi {
    std::string api_version;         ///< "policy/v1beta1"
    std::vector<std::string> kinds;  ///< "PodDisruptionBudget"
    std::string removed_in;          ///< "1.25": the first that does not serve it
    std::string instead;             ///< "policy/v1", or "" where nothing took its place
    std::string source;
};

struct RemovedApis {
    static constexpr std::string_view file_name = "removed-apis.yaml";

    std::vector<RemovedApi> rows;

    [[nodiscard]] bool empty() const { return rows.empty(); }
    /// Null where it is served still.
    [[nodiscard]] const RemovedApi* of(std::string_view api_version, std::string_view kind) const;
};

/// Compiled into this binary.
const RemovedApis& built_in_removed_apis();

}  // namespace inland::knowledge
