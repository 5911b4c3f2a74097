// SPDX-License-Identifier: Apache-2.0
#include "prove/network.h"

#include "topology/ownership.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::Reference;

template <typename R>
bool lists(const topology::Attribute<std::vector<Reference<R>>>& references, std::string_view key) {
    return references.is_known() &&
           std::ranges::any_of(references.value(),
                               [&](const Reference<R>& reference) { return reference.key == key; });
}

template <typename R>
std::string key_of(const topology::Attribute<Reference<R>>& reference) {
    return reference.is_known() ? reference.value().key : std::string();
}

bool is_available(const topology::Attribute<std::string>& state) {
    return state.is_absent() || (state.is_known() && state.value() == "available");
}

/// The group that AWS makes with its VPC and with a cluster: everything from its own members, and
/// everything out.
topology::SecurityGroup self_group(std::string key) {
    topology::SecurityGroup group;
    group.key = key;
    topology::SecurityGroupRule ingress;
    ingress.group = std::move(key);
    topology::SecurityGroupRule egress;
    egress.block = Ipv4Prefix();
    topology::SecurityGroupRule ipv6_egress;  // AWS adds it where the VPC has IPv6
    ipv6_egress.ipv6_block = Ipv6Prefix();
    group.ingress = std::vector{ingress};
    group.egress = std::vector{egress, ipv6_egress};
    return group;
}

std::string default_group_key(std::string_view vpc) {
    return "default security group of " + std::string(vpc);
}

std::string cluster_group_key(const topology::Cluster& cluster) {
    if (cluster.cluster_security_group.is_known())
        return cluster.cluster_security_group.value().key;
    return topology::cluster_security_group_key(
        cluster.cluster_name.is_known() ? cluster.cluster_name.value() : cluster.key);
}

void add_local_routes(Routes& routes, const VpcView& vpc) {
    for (const AddressRange& range : vpc.ranges)
        routes.entries.push_back({range, RouteOrigin::Local, nullptr, {}});
}

/// Gateway endpoints' lists hold public addresses only, and the endpoint tells who uses it.
void add_prefix_list_route(Routes& routes, const topology::Route& route,
                           const topology::Topology& topology) {
    routes.prefix_list_routes.push_back(&route);
    if (route.target == topology::RouteTarget::VpcEndpoint)
        return;
    const auto* list = prefix_list(topology, route.prefix_list);
    if (list != nullptr && !list->blocks.is_unknown() && !list->ipv6_blocks.is_unknown())
        return add_entries(routes, route, *list);
    if (routes.gap == RouteGap::None) {
        routes.gap = RouteGap::BesideLocal;
        routes.missing = "the entries of " + route.prefix_list;
    }
}

/// A route without any destination is one that the source could not tell.
void add_route(Routes& routes, const topology::Route& route, const topology::Topology& topology) {
    if (route.destination)
        routes.entries.push_back(
            {AddressRange::of(*route.destination), RouteOrigin::Static, &route, {}});
    else if (route.ipv6_destination)
        routes.entries.push_back(
            {AddressRange::of(*route.ipv6_destination), RouteOrigin::Static, &route, {}});
    else
        add_prefix_list_route(routes, route, topology);
}

void add_static_routes(Routes& routes, const topology::Topology& topology) {
    const auto& known = routes.table->routes;
    if (known.is_unknown()) {
        routes.gap = RouteGap::Anywhere;
        routes.missing = "the routes of " + resource_name(*routes.table);
    }
    if (!known.is_known())
        return;
    for (const topology::Route& route : known.value())
        add_route(routes, route, topology);
}

void add_propagated_routes(Routes& routes, const VpcView& vpc) {
    const auto& gateways = routes.table->propagating_gateways;
    const bool propagates = vpc.vpn_gateway != nullptr && lists(gateways, vpc.vpn_gateway->key);
    if (routes.gap == RouteGap::None && gateways.is_unknown()) {
        routes.gap = RouteGap::BesideLocal;
        routes.missing = "the propagation into " + resource_name(*routes.table);
    }
    if (!propagates)
        return;
    if (routes.gap == RouteGap::None && !vpc.gateway_missing.empty()) {
        routes.gap = RouteGap::BesideLocal;
        routes.missing = vpc.gateway_missing;
    }
    for (const GatewayRoute& route : vpc.gateway_routes)
        routes.entries.push_back({AddressRange::of(route.block), RouteOrigin::Propagated, nullptr,
                                  vpc.vpn_gateway->key});
}

/// AWS keeps the first four addresses of a subnet and its last.
AddressRange usable(const Ipv4Prefix& block) {
    constexpr std::uint32_t reserved_first = 4;
    if (block.size() < 8)
        return AddressRange::of(block);
    return {block.at(reserved_first), IpAddress(block.last()).previous()};
}

AddressRange usable(const Ipv6Prefix& block) {
    IpAddress first = block.first();
    for (int reserved = 0; reserved < 4; ++reserved)
        first = first.next();
    return {first, block.last().previous()};
}

void set_ipv6(SubnetView& view) {
    const auto& block = view.subnet->ipv6_cidr_block;
    if (block.is_known())
        view.ipv6_addresses = usable(block.value());
    if (!block.is_unknown())
        return;
    view.ipv6_addresses = AddressRange::of(Ipv6Prefix());
    view.ipv6_missing = "the IPv6 block of " + resource_name(*view.subnet);
}

}  // namespace

const std::string& resource_name(const topology::Resource& resource) {
    return resource.name.empty() ? resource.key : resource.name;
}

Network::Network(const Question& question)
    : question_(question),
      names_(question.topology),
      placeholders_(knowledge::placeholders_of(question.tables, question.topology.region)) {
    index_vpcs();
    index_names();
    index_gateways();
    index_groups();
    index_transit();
    index_routes();
    index_acls();
    index_subnets();
}

void Network::index_vpcs() {
    for (const auto& [key, vpc] : topology().all<topology::Vpc>()) {
        VpcView view;
        view.vpc = &vpc;
        view.topology = &topology();
        if (vpc.cidr_block.is_known())
            view.blocks.push_back(vpc.cidr_block.value());
        if (vpc.secondary_cidr_blocks.is_known())
            std::ranges::copy(vpc.secondary_cidr_blocks.value(), std::back_inserter(view.blocks));
        for (const Ipv4Prefix& block : view.blocks)
            view.ranges.push_back(AddressRange::of(block));
        if (vpc.ipv6_cidr_blocks.is_known())
            for (const Ipv6Prefix& block : vpc.ipv6_cidr_blocks.value())
                view.ranges.push_back(AddressRange::of(block));
        vpcs_.emplace(key, std::move(view));
    }
    for (const auto& [key, endpoint] : topology().all<topology::VpcEndpoint>()) {
        const auto vpc = vpcs_.find(key_of(endpoint.vpc));
        if (vpc != vpcs_.end() && is_available(endpoint.state))
            vpc->second.endpoints.push_back(&endpoint);
    }
    for (auto& [key, view] : vpcs_)
        view.zones = private_zones(tables(), topology().region, view.endpoints);
}

void Network::index_names() {
    const auto view_of = [&](const Reference<topology::Vpc>& vpc) {
        const auto found = vpcs_.find(vpc.key);
        return found == vpcs_.end() ? nullptr : &found->second;
    };
    for (const auto& [key, zone] : topology().all<topology::HostedZone>())
        if (zone.vpcs.is_known())
            for (const auto& vpc : zone.vpcs.value())
                if (VpcView* view = view_of(vpc))
                    view->hosted_zones.push_back(&zone);
    for (const auto& [key, rule] : topology().all<topology::ResolverRule>())
        if (rule.vpcs.is_known())
            for (const auto& vpc : rule.vpcs.value())
                if (VpcView* view = view_of(vpc))
                    view->rules.push_back(&rule);
}

void Network::index_gateways() {
    for (const auto& [key, gateway] : topology().all<topology::InternetGateway>())
        if (const auto vpc = vpcs_.find(key_of(gateway.vpc)); vpc != vpcs_.end())
            vpc->second.internet_gateway = &gateway;
    for (const auto& [key, gateway] : topology().all<topology::VpnGateway>())
        if (const auto vpc = vpcs_.find(key_of(gateway.vpc)); vpc != vpcs_.end())
            vpc->second.vpn_gateway = &gateway;
    index_connections();
}

void Network::index_groups() {
    for (const auto& [key, group] : topology().all<topology::SecurityGroup>()) {
        const auto vpc = vpcs_.find(key_of(group.vpc));
        if (vpc != vpcs_.end() && group.group_name.is_known() &&
            group.group_name.value() == "default")
            vpc->second.default_group = &group;
    }
    const auto make = [&](std::string key) {
        return &made_groups_.try_emplace(key, self_group(key)).first->second;
    };
    for (auto& [key, view] : vpcs_)
        if (view.default_group == nullptr)
            view.default_group = make(default_group_key(key));
    for (const auto& [key, cluster] : topology().all<topology::Cluster>())
        if (group(cluster_group_key(cluster)) == nullptr)
            make(cluster_group_key(cluster));
}

void Network::index_routes() {
    for (const auto& [key, table] : topology().all<topology::RouteTable>())
        if (const auto vpc = vpcs_.find(key_of(table.vpc)); vpc != vpcs_.end())
            index_table(table, vpc->second);
    for (const auto& [key, vpc] : vpcs_)
        if (!main_routes_.contains(key))
            add_main_table(key, vpc);
    for (const auto& [vpc, table] : unplaced_tables_)
        doubt_main_table(vpc, *table);
}

void Network::index_table(const topology::RouteTable& table, const VpcView& vpc) {
    Routes& routes = routes_[table.key];
    routes.table = &table;
    add_local_routes(routes, vpc);
    add_static_routes(routes, topology());
    add_propagated_routes(routes, vpc);
    prepare(routes);
    if (table.subnets.is_known())
        for (const auto& subnet : table.subnets.value())
            explicit_routes_[subnet.key] = &routes;
    else if (table.subnets.is_unknown())
        unplaced_tables_.emplace(vpc.vpc->key, &table);
    if (table.is_main.value_or_default(false) == true)
        main_routes_[vpc.vpc->key] = &routes;
}

void Network::add_main_table(const std::string& key, const VpcView& vpc) {
    Routes& routes = routes_["main route table of " + key];
    add_local_routes(routes, vpc);
    if (is_missing(topology::RouteTable::type)) {
        routes.gap = RouteGap::Anywhere;
        routes.missing = "the main route table of " + resource_name(*vpc.vpc);
    }
    prepare(routes);
    main_routes_[key] = &routes;
}

/// Any subnet that no table names may use one of which nobody says who uses it. Inside the VPC all
/// tables lead alike.
void Network::doubt_main_table(const std::string& vpc, const topology::RouteTable& table) {
    Routes& routes = routes_["route table of subnets without one in " + vpc];
    routes = *main_routes_.at(vpc);
    if (routes.gap == RouteGap::None) {
        routes.gap = RouteGap::BesideLocal;
        routes.missing = "which subnets use " + resource_name(table);
    }
    main_routes_[vpc] = &routes;
}

void Network::index_subnets() {
    for (const auto& [key, subnet] : topology().all<topology::Subnet>()) {
        const auto vpc = vpcs_.find(key_of(subnet.vpc));
        if (vpc == vpcs_.end() || !subnet.cidr_block.is_known())
            continue;
        SubnetView view{.subnet = &subnet,
                        .vpc = &vpc->second,
                        .addresses = usable(subnet.cidr_block.value()),
                        .acl_missing = {},
                        .routes = routes_of(subnet, vpc->first)};
        set_ipv6(view);
        choose_acl(view);
        subnets_.emplace(key, std::move(view));
    }
}

const Routes* Network::routes_of(const topology::Subnet& subnet, const std::string& vpc) const {
    const auto found = explicit_routes_.find(subnet.key);
    return found != explicit_routes_.end() ? found->second : main_routes_.at(vpc);
}

void Network::index_acls() {
    for (const auto& [key, acl] : topology().all<topology::NetworkAcl>()) {
        VpcAcls& acls = acls_[key_of(acl.vpc)];
        if (acl.subnets.is_known())
            for (const auto& subnet : acl.subnets.value())
                acls.by_subnet.try_emplace(subnet.key, &acl);
        if (acl.subnets.is_unknown())
            acls.undecided = &acl;
        if (acl.is_default.value_or_default(false) == true)
            acls.fallback = &acl;
    }
}

void Network::choose_acl(SubnetView& view) const {
    const auto acls = acls_.find(view.vpc->vpc->key);
    if (acls != acls_.end()) {
        const auto own = acls->second.by_subnet.find(view.subnet->key);
        if (own != acls->second.by_subnet.end()) {
            view.acl = own->second;
            return;
        }
        view.acl = acls->second.fallback;
        if (acls->second.undecided != nullptr)
            view.acl_missing = "the subnets of " + resource_name(*acls->second.undecided);
    }
    if (view.acl == nullptr && is_missing(topology::NetworkAcl::type))
        view.acl_missing = "the network ACL of " + resource_name(*view.subnet);
}

const SubnetView* Network::subnet(std::string_view key) const {
    const auto found = subnets_.find(key);
    return found == subnets_.end() ? nullptr : &found->second;
}

const VpcView* Network::vpc(std::string_view key) const {
    const auto found = vpcs_.find(key);
    return found == vpcs_.end() ? nullptr : &found->second;
}

const topology::SecurityGroup* Network::group(std::string_view key) const {
    if (const auto* group = topology().find<topology::SecurityGroup>(key))
        return group;
    const auto made = made_groups_.find(key);
    return made == made_groups_.end() ? nullptr : &made->second;
}

const topology::SecurityGroup& Network::cluster_group(const topology::Cluster& cluster) const {
    return *group(cluster_group_key(cluster));
}

bool Network::is_missing(std::string_view type) const {
    return std::ranges::find(topology().missing, type) != topology().missing.end();
}

}  // namespace inland::prove
