// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/in_tree_subnets.h"

#include "emulator/cluster/balancers/cluster_network.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>
#include <map>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view cluster_prefix = "kubernetes.io/cluster/";

std::string_view role_tag(Scheme scheme) {
    return scheme == Scheme::Internal ? "kubernetes.io/role/internal-elb"
                                      : "kubernetes.io/role/elb";
}

/// Tagged for this cluster, or for none.
bool may_be_used(const json::object& subnet, std::string_view cluster_tag) {
    if (has_tag(subnet, cluster_tag))
        return true;
    return std::ranges::none_of(list_of(subnet, "Tags"), [](const json::value& tag) {
        return text_of(tag.as_object(), "Key").starts_with(cluster_prefix);
    });
}

/// Whether `other` takes the place of `chosen` in their zone.
bool is_better(const json::object& other, const json::object& chosen, const SubnetSearch& search) {
    for (const auto tag : {role_tag(search.scheme), std::string_view(search.cluster_tag)})
        if (has_tag(other, tag) != has_tag(chosen, tag))
            return has_tag(other, tag);
    return text_of(other, "SubnetId") < text_of(chosen, "SubnetId");
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    boost::split(words, text, boost::is_any_of(","));
    for (auto& word : words)
        boost::trim(word);
    std::erase(words, "");
    return words;
}

bool is_called(const json::object& subnet, const std::string& name_or_id) {
    const auto* name = find_where(list_of(subnet, "Tags"), "Key", "Name");
    return text_of(subnet, "SubnetId") == name_or_id ||
           (name != nullptr && text_of(*name, "Value") == name_or_id);
}

Result<std::vector<std::string>> named_subnets(const json::array& subnets,
                                               const std::vector<std::string>& names) {
    if (names.empty())
        return failure(ErrorKind::Failed, "unable to resolve empty subnet slice");
    std::vector<std::string> found;
    for (const auto& name : names)
        for (const auto& subnet : subnets)
            if (is_called(subnet.as_object(), name))
                found.push_back(text_of(subnet.as_object(), "SubnetId"));
    if (found.size() != names.size())
        return failure(ErrorKind::Failed, fmt::format("expected to find {}, but found {} subnets",
                                                      names.size(), found.size()));
    return found;
}

}  // namespace

Result<std::vector<std::string>> in_tree_subnets(const AwsCalls& calls, const SubnetSearch& search,
                                                 const BalancedService& service) {
    const auto subnets = TRY(described_subnets(calls, search.vpc));
    if (service.has_annotation("subnets"))
        return named_subnets(subnets, words_of(service.annotation("subnets")));
    const auto tables = TRY(described_route_tables(calls, search.vpc));
    std::map<std::string, const json::object*> by_zone;
    for (const auto& each : subnets) {
        const auto& subnet = each.as_object();
        const bool fits = may_be_used(subnet, search.cluster_tag) &&
                          (search.scheme == Scheme::Internal || is_public_subnet(tables, subnet));
        if (!fits)
            continue;
        auto& chosen = by_zone[text_of(subnet, "AvailabilityZone")];
        if (chosen == nullptr || is_better(subnet, *chosen, search))
            chosen = &subnet;
    }
    if (by_zone.empty())
        return failure(ErrorKind::Failed,
                       "could not find any suitable subnets for creating the ELB");
    std::vector<std::string> ids;
    for (const auto& [zone, subnet] : by_zone)
        ids.push_back(text_of(*subnet, "SubnetId"));
    return ids;
}

}  // namespace inland::emulator::cluster
