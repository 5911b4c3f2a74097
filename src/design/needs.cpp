// SPDX-License-Identifier: Apache-2.0
#include "design/needs.h"

#include "design/ways_out.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using Needs = std::map<std::string, EndpointNeed>;

bool has_way_out(const Drawing& drawing) {
    return way_out_of_nodes(drawing.spec.network) != WayOut::None;
}

/// Where a need comes from: the first asker's place is the one that is shown.
struct Asker {
    std::string path;
    Place place;
};

void add_reason(Needs& needs, const std::string& endpoint, const Asker& asker, std::string reason) {
    auto& need = needs.try_emplace(endpoint, EndpointNeed{endpoint, asker.path, asker.place, {}})
                     .first->second;
    if (std::ranges::find(need.reasons, reason) == need.reasons.end())
        need.reasons.push_back(std::move(reason));
}

/// `caller` is a flow or an add-on; `doing` says in plain words what it wants of the service.
void need_service(const Drawing& drawing, Needs& needs, const std::string& name, const Asker& asker,
                  std::string_view doing) {
    const auto* service = drawing.tables.service(name);
    if (service == nullptr || service->endpoint.empty()) {
        if (has_way_out(drawing))
            return;
        drawing.result.diagnostics.add(
            {.severity = Severity::Error,
             .rule = "no-endpoint-service",
             .summary = "no VPC endpoint exists for a service that is needed",
             .detail = fmt::format("{} ({})", doing, name),
             .remedy = "leave out what needs it",
             .place = asker.place});
        return;
    }
    add_reason(needs, service->endpoint, asker,
               fmt::format("{} ({})", doing, drawing.expand(service->host)));
}

void need_flow(const Drawing& drawing, Needs& needs, const std::string& id, const Asker& asker) {
    const auto* flow = drawing.tables.flow(id);
    if (flow != nullptr && !flow->service.empty())
        need_service(drawing, needs, flow->service, asker,
                     fmt::format("{}: {}", flow->id, flow->title));
}

void need_node_group(const Drawing& drawing, Needs& needs, const spec::NodeGroup& group,
                     std::size_t index) {
    const auto os = std::string(spec::text(group.os.value));
    const Asker asker{fmt::format("spec.nodeGroups[{}]", index), group.os.place};
    if (const auto* join = drawing.tables.join(os)) {
        for (const auto& step : join->steps)
            need_flow(drawing, needs, step.flow, asker);
    }
    const auto extra = drawing.tables.node_services.find(os);
    if (extra == drawing.tables.node_services.end())
        return;
    for (const auto& name : extra->second) {
        const auto* service = drawing.tables.service(name);
        if (service == nullptr || !needs.contains(service->endpoint))  // no flow said more
            need_service(drawing, needs, name, asker, fmt::format("{} nodes call it", os));
    }
}

void need_addon(const Drawing& drawing, Needs& needs, const spec::PlacedText& name,
                std::size_t index) {
    const auto* addon = drawing.tables.addon(name.value);
    if (addon == nullptr)
        return;
    const Asker asker{fmt::format("spec.addons[{}]", index), name.place};
    for (const auto& service : addon->services) {
        need_service(drawing, needs, service, asker,
                     fmt::format("addon.{}.{}: {} calls it", addon->name, service, addon->name));
    }
}

/// IRSA's pods call STS; Pod Identity's ask the agent, which calls for them.
void need_service_account(const Drawing& drawing, Needs& needs, const spec::ServiceAccount& account,
                          std::size_t index) {
    const bool is_web_identity = account.via.value == spec::IdentityKind::Irsa;
    need_flow(drawing, needs, is_web_identity ? "pod.sts" : "pod.eks-auth",
              {fmt::format("spec.serviceAccounts[{}]", index), account.place});
}

/// Nodes that call the internet reach every service there; an interface endpoint in each zone would
/// cost more than what it spares. Gateway endpoints are free.
void keep_gateways_only(const Drawing& drawing, Needs& needs) {
    std::erase_if(needs, [&](const auto& entry) {
        const auto* service = drawing.tables.endpoint(entry.first);
        return service == nullptr || !is_gateway(*service);
    });
    for (auto& [service, need] : needs)
        need.reasons.emplace_back("it costs nothing and spares the way to the internet");
}

void apply_the_users_word(const Drawing& drawing, Needs& needs) {
    const auto& endpoints = drawing.spec.endpoints;
    for (std::size_t index = 0; index < endpoints.add.size(); ++index) {
        const auto& added = endpoints.add[index];
        add_reason(needs, added.value, {fmt::format("spec.endpoints.add[{}]", index), added.place},
                   "the spec asks for it");
    }
    for (const auto& removed : endpoints.remove)
        needs.erase(removed.value);
}

}  // namespace

bool is_gateway(const knowledge::EndpointService& service) {
    return !service.types.empty() && service.types.front() == knowledge::EndpointType::Gateway;
}

bool wants_interface_endpoints(const Drawing& drawing) {
    if (!has_way_out(drawing))
        return true;
    return std::ranges::any_of(drawing.spec.endpoints.add, [&](const spec::PlacedText& added) {
        const auto* service = drawing.tables.endpoint(added.value);
        return service != nullptr && !is_gateway(*service);
    });
}

Needs endpoint_needs(Drawing& drawing) {
    Needs needs;
    const auto& spec = drawing.spec;
    for (std::size_t index = 0; index < spec.node_groups.size(); ++index)
        need_node_group(drawing, needs, spec.node_groups[index], index);
    for (std::size_t index = 0; index < spec.addons.size(); ++index)
        need_addon(drawing, needs, spec.addons[index], index);
    for (std::size_t index = 0; index < spec.service_accounts.size(); ++index)
        need_service_account(drawing, needs, spec.service_accounts[index], index);
    if (has_way_out(drawing))
        keep_gateways_only(drawing, needs);
    apply_the_users_word(drawing, needs);
    return needs;
}

}  // namespace inland::design
