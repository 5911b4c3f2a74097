// SPDX-License-Identifier: Apache-2.0
#include "checker/rules.h"

#include <algorithm>

namespace inland::checker {

namespace {

using topology::Route;
using topology::RouteTarget;

enum class Origin { Local, Static, Propagated };

/// A row of a route table, and whether it leads where the step says.
struct Row {
    Ipv4Prefix block;
    Origin origin;
    Answer leads;
};

/// What the route table of one subnet is asked.
struct Table {
    const World& world;
    const topology::Vpc& vpc;
    const topology::RouteTable* table;
    Component component;
};

std::vector<Ipv4Prefix> local_blocks(const topology::Vpc& vpc) {
    std::vector<Ipv4Prefix> blocks;
    if (vpc.cidr_block.is_known())
        blocks.push_back(vpc.cidr_block.value());
    if (vpc.secondary_cidr_blocks.is_known())
        std::ranges::copy(vpc.secondary_cidr_blocks.value(), std::back_inserter(blocks));
    return blocks;
}

const topology::VpnGateway* gateway_of(const Table& table) {
    for (const auto& [key, gateway] : table.world.topology.all<topology::VpnGateway>())
        if (gateway.vpc.is_known() && gateway.vpc.value().key == table.vpc.key)
            return &gateway;
    return nullptr;
}

bool is_gateway(const Table& table, const std::string& target) {
    const auto* gateway = gateway_of(table);
    return gateway != nullptr && (target == gateway->key || target == gateway->id);
}

Answer answer(bool yes) {
    return yes ? Answer::Yes : Answer::No;
}

Answer leads(const Table& table, const Route& route) {
    const bool to_clients =
        route.target == RouteTarget::VpnGateway && is_gateway(table, route.target_key);
    if (table.component == Component::InternetRoute)  // anything but what is known not to
        return answer(!to_clients);
    if (route.state != topology::RouteState::Active)
        return Answer::No;
    return answer(table.component == Component::ClientRoute && to_clients);
}

void add_local(std::vector<Row>& rows, const Table& table) {
    for (const Ipv4Prefix& block : local_blocks(table.vpc))
        rows.push_back({block, Origin::Local, answer(table.component == Component::LocalRoute)});
}

void add_static(std::vector<Row>& rows, const Table& table) {
    if (!table.table->routes.is_known())
        return;
    for (const Route& route : table.table->routes.value())
        if (route.destination)
            rows.push_back({*route.destination, Origin::Static, leads(table, route)});
}

/// What a gateway advertises into the table; what lies inside a local block loses to it.
void add_propagated(std::vector<Row>& rows, const Table& table) {
    const auto* gateway = gateway_of(table);
    if (gateway == nullptr || !refers_to(table.table->propagating_gateways, gateway->key))
        return;
    const auto locals = local_blocks(table.vpc);
    for (const auto& [key, connection] : table.world.topology.all<topology::VpnConnection>()) {
        if (!is_open_connection(connection, *gateway))
            continue;
        for (const auto* blocks : {&connection.static_routes, &connection.advertised_routes})
            if (blocks->is_known())
                for (const Ipv4Prefix& block : blocks->value())
                    if (std::ranges::none_of(
                            locals, [&](const Ipv4Prefix& local) { return local.contains(block); }))
                        rows.push_back({block, Origin::Propagated,
                                        answer(table.component == Component::ClientRoute)});
    }
}

/// Longest prefix first; of the same prefixes local, then static, then propagated.
std::vector<Rule> in_order(std::vector<Row> rows) {
    std::ranges::stable_sort(rows, [](const Row& one, const Row& other) {
        if (one.block.length() != other.block.length())
            return one.block.length() > other.block.length();
        return one.origin < other.origin;
    });
    std::vector<Rule> rules;
    for (const Row& row : rows)
        rules.push_back({addresses_of(row.block), {}, row.leads});
    return rules;
}

/// Whether a gateway endpoint's prefix list is routed to it by this table.
bool serves(const Table& table, const topology::VpcEndpoint& endpoint) {
    if (table.table == nullptr)
        return false;
    if (refers_to(endpoint.route_tables, table.table->key))
        return true;
    return table.table->routes.is_known() &&
           std::ranges::any_of(table.table->routes.value(), [&](const Route& route) {
               return route.target == RouteTarget::VpcEndpoint &&
                      route.state == topology::RouteState::Active &&
                      (route.target_key == endpoint.key || route.target_key == endpoint.id);
           });
}

bool is_open(const Table& table, const Passage& passage, const topology::VpcEndpoint& endpoint) {
    return !passage.to.service.empty() && endpoint.vpc.is_known() &&
           endpoint.vpc.value().key == table.vpc.key &&
           endpoint.endpoint_type.value_or_default("Gateway") == "Gateway" &&
           endpoint.service_name.value_or_default("") == passage.to.service &&
           endpoint.state.value_or_default("available") == "available" && serves(table, endpoint);
}

bool is_known(const Table& table) {
    return table.table == nullptr || !table.table->routes.is_unknown();
}

/// Routes that may be there beside the local ones: what propagates is not known, or a prefix list
/// of which nobody knows here what it holds leads elsewhere than to a gateway endpoint.
bool has_hidden_routes(const Table& table) {
    if (table.table == nullptr)
        return false;
    const auto& routes = table.table->routes;
    return table.table->propagating_gateways.is_unknown() ||
           (routes.is_known() && std::ranges::any_of(routes.value(), [](const Route& route) {
                return !route.prefix_list.empty() && route.target != RouteTarget::VpcEndpoint;
            }));
}

/// Whether the cited endpoint serves the table; of a cut, whether any may.
std::vector<Rule> endpoint_rules(const Table& table, const Passage& passage, const Step& step,
                                 Cited cited) {
    if (!is_known(table))
        return {{{}, {}, Answer::Unknown}};
    std::vector<Rule> rules;
    for (const auto& [key, endpoint] : table.world.topology.all<topology::VpcEndpoint>())
        if (cited == Cited::Ignored || key == step.resource) {
            if (is_open(table, passage, endpoint))
                rules.emplace_back();
            else if (endpoint.route_tables.is_unknown() || endpoint.service_name.is_unknown())
                rules.push_back({{}, {}, Answer::Unknown});
        }
    return rules;
}

std::vector<Rule> rows_of(const Table& table) {
    if (!is_known(table))
        return {{{}, {}, Answer::Unknown}};
    std::vector<Row> rows;
    add_local(rows, table);
    if (has_hidden_routes(table)) {
        rows.push_back({{}, Origin::Local, Answer::Unknown});
    } else if (table.table != nullptr) {
        add_static(rows, table);
        add_propagated(rows, table);
    }
    return in_order(std::move(rows));
}

}  // namespace

RuleList route_rules(const World& world, const Passage& passage, const Step& step, Cited cited) {
    RuleList list{other(step.side), Side::To, {}};
    const auto* subnet = world.subnet(party_at(passage, step.side).subnet);
    const auto* vpc = subnet ? world.vpc_of(*subnet) : nullptr;
    const auto found = subnet ? world.table_of(*subnet) : std::nullopt;
    if (vpc == nullptr || !found) {
        list.rules.push_back({{}, {}, Answer::Unknown});
        return list;
    }
    const Table table{world, *vpc, *found, step.component};
    if (step.component == Component::EndpointRoute)
        list.rules = endpoint_rules(table, passage, step, cited);
    else if ((*found == nullptr ? std::string() : (*found)->key) == step.resource)
        list.rules = rows_of(table);
    else
        list.rules.push_back({{}, {}, Answer::Unknown});
    return list;
}

}  // namespace inland::checker
