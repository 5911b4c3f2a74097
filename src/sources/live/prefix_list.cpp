// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"

#include <set>

namespace inland::sources::live {
namespace {

using topology::PrefixList;
using Ids = std::set<std::string>;

void add_rule_lists(const topology::Attribute<std::vector<topology::SecurityGroupRule>>& rules,
                    Ids& used) {
    if (rules.is_known())
        for (const auto& rule : rules.value())
            used.insert(rule.prefix_list);
}

template <typename Routes>
void add_route_lists(const topology::Attribute<Routes>& routes, Ids& used) {
    if (routes.is_known())
        for (const auto& route : routes.value())
            used.insert(route.prefix_list);
}

/// The lists that rules and routes name; others are of no account.
Ids used_lists(const topology::Topology& topology) {
    Ids used;
    for (const auto& [key, group] : topology.all<topology::SecurityGroup>()) {
        add_rule_lists(group.ingress, used);
        add_rule_lists(group.egress, used);
    }
    for (const auto& [key, table] : topology.all<topology::RouteTable>())
        add_route_lists(table.routes, used);
    for (const auto& [key, table] : topology.all<topology::TransitGatewayRouteTable>())
        add_route_lists(table.routes, used);
    used.erase("");
    return used;
}

Result<void> add_entries(const Reading& reading, PrefixList& list) {
    std::vector<Ipv4Prefix> blocks;
    std::vector<Ipv6Prefix> ipv6_blocks;
    for (const auto& entry : TRY(reading.list("ec2", "GetManagedPrefixListEntries", "Entries",
                                              {{"PrefixListId", list.id}}))) {
        const auto block = prefix(entry, "Cidr");
        const auto ipv6_block = ipv6_prefix(entry, "Cidr");
        if (block.is_known())
            blocks.push_back(block.value());
        else if (ipv6_block.is_known())
            ipv6_blocks.push_back(ipv6_block.value());
    }
    list.blocks = std::move(blocks);
    list.ipv6_blocks = std::move(ipv6_blocks);
    return {};
}

}  // namespace

Result<void> read_prefix_lists(Reading& reading) {
    const auto used = used_lists(reading.topology);
    if (used.empty())
        return {};
    for (const auto& document :
         TRY(reading.list("ec2", "DescribeManagedPrefixLists", "PrefixLists",
                          {{"PrefixListIds", json::array(used.begin(), used.end())}}))) {
        auto list =
            resource_of<PrefixList>(string_or_empty(document, "PrefixListId"), tag_list(document));
        list.prefix_list_name = text(document, "PrefixListName");
        TRY_VOID(add_entries(reading, list));
        reading.topology.add(std::move(list));
    }
    return {};
}

}  // namespace inland::sources::live
