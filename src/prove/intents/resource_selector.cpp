// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/selectors.h"

#include <array>

namespace inland::prove::selectors {

namespace {

/// "arn:aws:eks:REGION:ACCOUNT:nodegroup/CLUSTER/NAME/UUID": the name is the third part.
std::string name_in_arn(std::string_view arn) {
    const auto kind = arn.find(":nodegroup/");
    if (kind == arn.npos)
        return {};
    const auto cluster = arn.find('/', kind + 11);
    if (cluster == arn.npos)
        return {};
    const auto end = arn.find('/', cluster + 1);
    return std::string(arn.substr(cluster + 1, end - cluster - 1));
}

std::optional<Members> node_group(const Inhabitants& in, const std::string& name, Names& known) {
    const auto* group = called<topology::NodeGroup>(in.network, name, known);
    const std::string in_arn = name_in_arn(name);
    if (group == nullptr && in_arn.empty())
        return std::nullopt;
    Names ignored;
    if (group != nullptr && group->node_group_name.is_known())
        return nodes(in, group->node_group_name.value(), ignored);
    return nodes(in, group != nullptr ? group->key : in_arn, ignored);
}

std::optional<Members> interface(const Inhabitants& in, const std::string& name, Names& known) {
    const auto* observed = called<topology::NetworkInterface>(in.network, name, known);
    auto party = observed ? interface_party(in.network, *observed) : std::nullopt;
    if (!party)
        return std::nullopt;
    return Members{{std::move(*party)}, {}, {}};
}

std::optional<Members> vpc(const Inhabitants& in, const std::string& name, Names& known) {
    const auto* called_so = called<topology::Vpc>(in.network, name, known);
    if (called_so == nullptr)
        return std::nullopt;
    Members members;
    for (const auto& [key, row] : in.network.topology().all<topology::Subnet>()) {
        Names ignored;
        if (!row.vpc.is_known() || row.vpc.value().key != called_so->key)
            continue;
        if (auto part = subnet(in, key, ignored)) {
            std::ranges::move(part->known, std::back_inserter(members.known));
            std::ranges::move(part->possible, std::back_inserter(members.possible));
        }
    }
    return members;
}

constexpr std::array<Select, 8> kinds{security_group, subnet,    endpoints, node_group,
                                      control_plane,  interface, vpc,       block};

}  // namespace

std::optional<Members> resource(const Inhabitants& in, const std::string& name, Names& known) {
    for (const Select select : kinds)
        if (auto members = select(in, name, known))
            return members;
    return std::nullopt;
}

}  // namespace inland::prove::selectors
