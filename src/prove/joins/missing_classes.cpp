// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/missing_classes.h"

#include "prove/cause_kinds.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using namespace topology;

using Flows = std::span<const std::string_view>;

constexpr auto all_flows = std::to_array<std::string_view>({""});
constexpr auto service_flows =
    std::to_array<std::string_view>({"node.", "addon.", "pod.", "exfiltration.", "operator."});
constexpr auto outside_flows =
    std::to_array<std::string_view>({"internet.", "client.", "pod.client-network"});
constexpr auto gateway_flows =
    std::to_array<std::string_view>({"internet.", "node.", "addon.", "pod.", "client."});
constexpr auto name_flows =
    std::to_array<std::string_view>({"node.", "addon.", "pod.", "client.api", "dns."});
constexpr auto node_flows = std::to_array<std::string_view>(
    {"node.", "control-plane.", "pod.", "addon.", "internet.", "client.pods"});
/// The CNI's add-on says where pods are.
constexpr auto pod_flows = std::to_array<std::string_view>(
    {"pod.", "client.pods", "control-plane.webhook", "node.node", "internet."});
constexpr auto identity_flows = std::to_array<std::string_view>({"node.identity"});

/// Whether the class itself is what flows are proven for: without it, rows are not there at all.
enum class Rows { Judged, Made };

struct ClassRow {
    std::string_view type;
    Flows flows;  ///< beginnings of the ids of the flows that it may change
    Rows rows = Rows::Judged;
    std::string_view made_flow = {};         ///< under which the rows that may lack are told
    std::optional<RouteTarget> target = {};  ///< matters only where a route may lead to it
};

/// What the proof of a single flow already says about a class that is not there (hosted zones and
/// resolver rules of a name, roles of a caller) needs no row.
constexpr auto classes = std::to_array<ClassRow>({
    {Vpc::type, all_flows},
    {Subnet::type, all_flows},
    {RouteTable::type, all_flows},
    {NetworkAcl::type, all_flows},
    {SecurityGroup::type, all_flows},
    {DhcpOptions::type, name_flows},
    {VpcEndpoint::type, service_flows},
    {.type = BlockPublicAccess::type,
     .flows = gateway_flows,
     .target = RouteTarget::InternetGateway},
    {.type = EgressOnlyInternetGateway::type,
     .flows = gateway_flows,
     .target = RouteTarget::EgressOnlyInternetGateway},
    {.type = VpcPeeringConnection::type, .flows = gateway_flows, .target = RouteTarget::VpcPeering},
    {.type = TransitGateway::type, .flows = gateway_flows, .target = RouteTarget::TransitGateway},
    {.type = InternetGateway::type, .flows = gateway_flows, .target = RouteTarget::InternetGateway},
    {.type = NatGateway::type, .flows = gateway_flows, .target = RouteTarget::NatGateway},
    {VpnGateway::type, outside_flows},
    {VpnConnection::type, outside_flows},
    {AccessEntry::type, identity_flows},
    {LaunchTemplate::type, node_flows},
    {NodeGroup::type, {}, Rows::Made, "node.identity"},
    {AutoScalingGroup::type, {}, Rows::Made, "node.identity"},
    {Addon::type, pod_flows, Rows::Made, "addon.{addon}.{service}"},
    {Role::type, {}, Rows::Made, "pod.sts"},
});

bool concerns(const ClassRow& row, const Verdict& verdict) {
    return std::ranges::any_of(row.flows, [&](std::string_view flow) {
        return std::string_view(verdict.flow).starts_with(flow);
    });
}

/// Causes that say that something is not there, which may be what was not told.
bool is_absence(const Cause& cause) {
    constexpr std::array absences{cause_kind::no_endpoint, cause_kind::no_route,
                                  cause_kind::no_prefix_list_route, cause_kind::role_not_mapped};
    return std::ranges::find(absences, cause.kind) != absences.end();
}

bool is_open(const Verdict& verdict) {
    return verdict.outcome != Outcome::Fails || std::ranges::any_of(verdict.causes, is_absence);
}

Cause not_told(std::string_view type) {
    return {.kind = std::string(cause_kind::missing_fact),
            .detail = fmt::format("the source does not tell about all resources of type {}", type),
            .missing = fmt::format("resources of type {}", type)};
}

void doubt(Verdict& verdict, std::string_view type) {
    verdict.outcome = Outcome::Unknown;
    verdict.witness.reset();
    verdict.repairs.clear();
    verdict.causes.push_back(not_told(type));
}

bool leads_to(const RouteTable& table, RouteTarget target) {
    return table.routes.is_unknown() ||
           (table.routes.is_known() &&
            std::ranges::find(table.routes.value(), target, &Route::target) !=
                table.routes.value().end());
}

/// Nothing passes a gateway that no route leads to, whatever the gateway is.
bool matters(const ClassRow& row, const Topology& topology) {
    return !row.target || std::ranges::any_of(topology.all<RouteTable>(), [&](const auto& table) {
        return leads_to(table.second, *row.target);
    });
}

/// One row for all that may lack.
void add_row(ClusterVerdicts& verdicts, const ClassRow& row) {
    verdicts.flows.push_back({.flow = std::string(row.made_flow),
                              .outcome = Outcome::Unknown,
                              .from = fmt::format("what each {} needs", row.type),
                              .to = "",
                              .causes = {not_told(row.type)}});
}

bool is_missing(const Topology& topology, std::string_view type) {
    return std::ranges::find(topology.missing, type) != topology.missing.end();
}

void doubt_class(ClusterVerdicts& verdicts, const ClassRow& row) {
    for (auto& verdict : verdicts.flows)
        if (concerns(row, verdict) && is_open(verdict))
            doubt(verdict, row.type);
    if (row.rows == Rows::Made)
        add_row(verdicts, row);
}

}  // namespace

void doubt_missing_classes(ClusterVerdicts& verdicts, const Topology& topology) {
    for (const auto& row : classes)
        if (is_missing(topology, row.type) && matters(row, topology))
            doubt_class(verdicts, row);
}

}  // namespace inland::prove
