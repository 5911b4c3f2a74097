// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/lookup.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/tables.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

namespace inland::emulator {

namespace {

/// "standard_support" or "extended_support", by emulated today's date.
std::string_view support_of(const World& world, const knowledge::KubernetesVersion& version) {
    const auto today = iso8601(world.now()).substr(0, version.standard_support_ends.size());
    return today <= version.standard_support_ends ? "STANDARD_SUPPORT" : "EXTENDED_SUPPORT";
}

json::object version_row(const World& world, const knowledge::KubernetesVersion& version) {
    return {{"clusterVersion", version.version},
            {"clusterType", "eks"},
            {"defaultPlatformVersion", version.platform_version},
            {"defaultVersion", version.is_default},
            {"endOfStandardSupportDate", version.standard_support_ends + "T00:00:00Z"},
            {"endOfExtendedSupportDate", version.extended_support_ends + "T00:00:00Z"},
            {"versionStatus", support_of(world, version)},
            {"kubernetesPatchVersion", version.patch}};
}

bool is_asked_for(const json::object& input, const json::object& row) {
    const auto says = [&](std::string_view member) {
        return !has(input, member) || text_of(input, member) == text_of(row, member);
    };
    return says("clusterType") && says("versionStatus") &&
           (!flag_of(input, "defaultOnly") || flag_of(row, "defaultVersion"));
}

Result<json::object> describe_cluster_versions(const Call& call) {
    const auto asked = texts_of(call.input, "clusterVersions");
    json::array rows;
    for (const auto& version : call.world.tables().versions) {
        const bool wanted =
            asked.empty() || std::ranges::find(asked, version.version) != asked.end();
        auto row = version_row(call.world, version);
        if (wanted && is_asked_for(call.input, row))
            rows.push_back(std::move(row));
    }
    return eks_page(call, "clusterVersions", std::move(rows));
}

constexpr std::array operations{OperationRow{"DescribeClusterVersions",
                                             eks<describe_cluster_versions>,
                                             "the versions of knowledge/versions.yaml"}};

}  // namespace

std::span<const OperationRow> eks_version_operations() {
    return operations;
}

}  // namespace inland::emulator
