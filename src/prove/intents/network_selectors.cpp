// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/selectors.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove::selectors {

namespace {

bool carries(const Party& party, const topology::SecurityGroup& group) {
    return std::ranges::find(party.groups, &group) != party.groups.end();
}

bool is_in(const Party& party, const std::vector<const SubnetView*>& subnets) {
    return std::ranges::find(subnets, party.subnet) != subnets.end();
}

Party carrier(const topology::SecurityGroup& group, const SubnetView& subnet) {
    Party party = stranger(subnet, subnet.addresses);
    party.name =
        fmt::format("what carries {} in {}", resource_name(group), resource_name(*subnet.subnet));
    party.groups = {&group};
    party.groups_missing.clear();
    return party;
}

std::vector<const SubnetView*> subnets_of(const Network& network,
                                          const topology::SecurityGroup& group) {
    std::vector<const SubnetView*> subnets;
    for (const auto& [key, subnet] : network.topology().all<topology::Subnet>())
        if (const SubnetView* view = network.subnet(key);
            view != nullptr && group.vpc.is_known() && view->vpc->vpc->key == group.vpc.value().key)
            subnets.push_back(view);
    return subnets;
}

}  // namespace

bool is_called(const topology::Resource& resource, std::string_view name) {
    if (resource.key == name || resource.name == name)
        return true;
    return !resource.id.empty() &&
           (resource.id == name || (name.starts_with("arn:") && name.ends_with("/" + resource.id)));
}

Party stranger(const SubnetView& subnet, const AddressRange& addresses) {
    const std::string where =
        addresses == subnet.addresses ? resource_name(*subnet.subnet) : addresses.text();
    Party party{.where = Where::Subnet,
                .name = "whatever is in " + where,
                .subnet = &subnet,
                .addresses = {addresses}};
    party.groups_missing = "the security groups of what is in " + where;
    return party;
}

Members carriers(const Inhabitants& in, const std::vector<const topology::SecurityGroup*>& groups,
                 const std::vector<const SubnetView*>& subnets) {
    Members members;
    for (Party& party : in.everybody())
        if (is_in(party, subnets) &&
            std::ranges::any_of(groups, [&](const auto* group) { return carries(party, *group); }))
            members.known.push_back(std::move(party));
    if (!in.is_complete())
        for (const auto* group : groups)
            for (const SubnetView* subnet : subnets)
                members.possible.push_back(carrier(*group, *subnet));
    return members;
}

std::optional<Members> security_group(const Inhabitants& in, const std::string& name,
                                      Names& known) {
    const auto* group = called<topology::SecurityGroup>(in.network, name, known);
    if (group == nullptr)
        return std::nullopt;
    Members members = carriers(in, {group}, subnets_of(in.network, *group));
    members.choice = fmt::format("in which subnets what carries {} is", resource_name(*group));
    return members;
}

std::optional<Members> subnet(const Inhabitants& in, const std::string& name, Names& known) {
    const auto* called_so = called<topology::Subnet>(in.network, name, known);
    const SubnetView* view = called_so ? in.network.subnet(called_so->key) : nullptr;
    if (view == nullptr)
        return std::nullopt;
    Members members;
    for (Party& party : in.everybody())
        if (party.subnet == view)
            members.known.push_back(std::move(party));
    if (!in.is_complete())
        members.possible.push_back(stranger(*view, view->addresses));
    return members;
}

}  // namespace inland::prove::selectors
