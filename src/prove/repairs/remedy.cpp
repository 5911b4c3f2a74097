// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/remedy.h"

#include "prove/cause_kinds.h"

#include <algorithm>
#include <array>
#include <bit>

namespace inland::prove {

namespace {

struct Row {
    std::string_view kind;
    std::vector<Remedy> (*make)(const Complaint& complaint);
};

constexpr std::array table{
    Row{cause_kind::no_endpoint, add_endpoint},
    Row{cause_kind::name_shadowed, add_endpoint},
    Row{cause_kind::private_dns_off, turn_on_private_dns},
    Row{cause_kind::no_prefix_list_route, associate_route_table},
    Row{cause_kind::vpc_dns_support_off, turn_on_dns_support},
    Row{cause_kind::vpc_dns_hostnames_off, turn_on_dns_hostnames},
    Row{cause_kind::dhcp_dns_servers, ask_amazon_dns},
    Row{cause_kind::dhcp_domain_name, use_amazon_domain},
    Row{cause_kind::security_group_ingress, add_ingress_rule},
    Row{cause_kind::security_group_egress, add_egress_rule},
    Row{cause_kind::nacl_ingress, add_acl_entry},
    Row{cause_kind::nacl_egress, add_acl_entry},
    Row{cause_kind::no_route, lead_to_clients},
    Row{cause_kind::blackhole_route, remove_blackhole},
    Row{cause_kind::internet_gateway_route, remove_way_out},
    Row{cause_kind::nat_route, remove_way_out},
    Row{cause_kind::role_not_mapped, map_role},
    Row{cause_kind::iam_policy, allow_calls},
    Row{cause_kind::metadata_service_off, turn_on_metadata_service},
    Row{cause_kind::api_private_access_off, turn_on_private_access},
    Row{cause_kind::api_public_cidrs, let_nodes_in_privately},
    Row{cause_kind::public_access_on, turn_off_public_access},
};

}  // namespace

std::vector<Remedy> remedies_for(const Complaint& complaint) {
    const auto row = std::ranges::find(table, complaint.blocker.cause.kind, &Row::kind);
    return row == table.end() ? std::vector<Remedy>{} : row->make(complaint);
}

bool is_designed(const Complaint& complaint) {
    return !complaint.scene.cluster.why.empty();
}

const knowledge::ServiceName* service_of(const Complaint& complaint) {
    const auto& tables = complaint.scene.network.tables();
    const std::string& id = complaint.verdict.flow;
    if (const auto* flow = tables.flow(id))
        return tables.service(flow->service);
    const auto dot = id.find('.', id.find('.') + 1);
    return dot == std::string::npos ? nullptr : tables.service(id.substr(dot + 1));
}

Ipv4Prefix block_around(const Scene& scene, const AddressRange& range) {
    for (const auto& [key, subnet] : scene.network.topology().all<topology::Subnet>())
        if (subnet.cidr_block.is_known() &&
            AddressRange::of(subnet.cidr_block.value()).contains(range))
            return subnet.cidr_block.value();
    if (!range.is_ipv4())
        return {{}, 32};  // no remedy for IPv4 mends it, and what does not mend is not offered
    const Ipv4Address first = range.first.ipv4();
    return {first, std::countl_zero(first.bits ^ range.last.ipv4().bits)};
}

}  // namespace inland::prove
