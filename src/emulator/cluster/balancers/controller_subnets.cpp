// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/controller_subnets.h"

#include "emulator/cluster/balancers/cluster_network.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::int64_t addresses_wanted = 8;

bool is_for_others(const json::object& subnet, const std::string& cluster_tag) {
    constexpr std::string_view prefix = "kubernetes.io/cluster/";
    const bool is_tagged =
        std::ranges::any_of(list_of(subnet, "Tags"), [&](const json::value& tag) {
            return text_of(tag.as_object(), "Key").starts_with(prefix);
        });
    return is_tagged && !has_tag(subnet, cluster_tag);
}

bool is_tagged_for(const json::object& subnet, std::string_view role) {
    const auto* tag = find_where(list_of(subnet, "Tags"), "Key", role);
    return tag != nullptr && (text_of(*tag, "Value") == "1" || text_of(*tag, "Value").empty());
}

}  // namespace

Result<std::vector<std::string>> controller_subnets(const AwsCalls& calls, const Objects& objects,
                                                    Scheme scheme) {
    const std::string role =
        scheme == Scheme::Internal ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb";
    const auto tag = cluster_tag_key(objects);
    std::map<std::string, std::string> by_zone;
    int matching = 0;
    int others = 0;
    int full = 0;
    for (const auto& each : TRY(described_subnets(calls, vpc_of(objects)))) {
        const auto& subnet = each.as_object();
        if (!is_tagged_for(subnet, role))
            continue;
        ++matching;
        if (is_for_others(subnet, tag)) {
            ++others;
            continue;
        }
        if (number_of(subnet, "AvailableIpAddressCount") < addresses_wanted) {
            ++full;
            continue;
        }
        auto& chosen = by_zone[text_of(subnet, "AvailabilityZone")];
        const auto id = text_of(subnet, "SubnetId");
        if (chosen.empty() || id < chosen)
            chosen = id;
    }
    if (by_zone.empty())
        return failure(
            ErrorKind::Failed,
            fmt::format("unable to resolve at least one subnet ({} match VPC and tags: [{}]{}{})",
                        matching, role,
                        others > 0 ? fmt::format(", {} tagged for other cluster", others) : "",
                        full > 0 ? fmt::format(", {} have insufficient available IPs", full) : ""));
    std::vector<std::string> ids;
    for (const auto& [zone, id] : by_zone)
        ids.push_back(id);
    return ids;
}

}  // namespace inland::emulator::cluster
