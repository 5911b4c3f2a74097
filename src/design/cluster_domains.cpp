// SPDX-License-Identifier: Apache-2.0
#include "design/cluster_domains.h"

#include "core/json.h"
#include "coredns/stub_domains.h"
#include "knowledge/coredns.h"
#include "spec/registry_address.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

constexpr std::string_view addon_name = "coredns";

coredns::StubDomain stub_of(const spec::ForwardedDomain& forwarded) {
    coredns::StubDomain stub{.domain = forwarded.domain.value, .servers = {}};
    for (const auto& server : forwarded.servers)
        stub.servers.push_back(server.value.text());
    return stub;
}

void refuse(Drawing& drawing, const Place& place, std::string detail, std::string remedy) {
    drawing.result.diagnostics.add({.severity = Severity::Error,
                                    .rule = "forwarded-domain",
                                    .summary = "this domain cannot be forwarded so",
                                    .detail = std::move(detail),
                                    .remedy = std::move(remedy),
                                    .place = place});
}

void check_zone(Drawing& drawing, const spec::ForwardedDomain& forwarded) {
    for (const auto& reserved : knowledge::built_in_coredns().reserved)
        if (reserved.is_taken_by(forwarded.domain.value))
            refuse(drawing, forwarded.domain.place,
                   fmt::format("{} would take {} from pods: {}", forwarded.domain.value,
                               reserved.zone, reserved.why),
                   "forward a domain that is the client's alone");
}

/// CoreDNS has an address among the Services.
void check_servers(Drawing& drawing, const spec::ForwardedDomain& forwarded) {
    const auto loopback = Ipv4Prefix::parse("127.0.0.0/8");
    for (const auto& server : forwarded.servers)
        if (drawing.spec.service_cidr.value.contains(server.value) ||
            loopback->contains(server.value))
            refuse(drawing, server.place,
                   fmt::format("{} is the cluster itself: CoreDNS would ask itself about {}",
                               server.value.text(), forwarded.domain.value),
                   "name the client's name servers");
}

}  // namespace

std::vector<const spec::ForwardedDomain*> domains_of_coredns(const spec::Cluster& cluster) {
    std::vector<const spec::ForwardedDomain*> domains;
    const auto* of_registry = spec::registry_forwarder(cluster);
    for (const auto& forwarded : cluster.forward)
        if (&forwarded != of_registry)
            domains.push_back(&forwarded);
    return domains;
}

std::vector<coredns::StubDomain> stub_domains(const spec::Cluster& cluster) {
    std::vector<coredns::StubDomain> stubs;
    for (const auto* forwarded : domains_of_coredns(cluster))
        stubs.push_back(stub_of(*forwarded));
    return stubs;
}

CorefileKeeper keeper_of_corefile(const spec::Cluster& cluster) {
    const bool has_addon = std::ranges::any_of(
        cluster.addons, [](const auto& name) { return name.value == addon_name; });
    return has_addon ? CorefileKeeper::Addon : CorefileKeeper::User;
}

std::string coredns_configuration(const spec::Cluster& cluster) {
    const auto stubs = stub_domains(cluster);
    const auto corefile = coredns::parse_corefile(knowledge::built_in_coredns().corefile);
    const auto merged = corefile ? coredns::with_stub_domains(*corefile, stubs)
                                 : Result<std::string>(std::unexpected(corefile.error()));
    if (stubs.empty() || !merged)
        return {};
    return json::serialize(json::object{{"corefile", *merged}});
}

void tag_corefile(const spec::Cluster& spec, topology::Cluster& cluster) {
    if (keeper_of_corefile(spec) == CorefileKeeper::User && !domains_of_coredns(spec).empty())
        cluster.tags[std::string(corefile_tag)] = "dns.forward";
}

void check_cluster_domains(Drawing& drawing) {
    for (const auto* forwarded : domains_of_coredns(drawing.spec)) {
        check_zone(drawing, *forwarded);
        check_servers(drawing, *forwarded);
    }
}

void design_own_coredns(Drawing& drawing) {
    auto configuration = coredns_configuration(drawing.spec);
    if (keeper_of_corefile(drawing.spec) == CorefileKeeper::Addon || configuration.empty())
        return;
    const auto& domain = domains_of_coredns(drawing.spec).front()->domain;
    auto addon = make<topology::Addon>(
        drawing, "coredns-of-eks",
        {"spec.dns.forward", domain.place,
         "EKS installs CoreDNS by itself; apply writes the domains into its ConfigMap"});
    addon.tags.clear();
    addon.cluster = refer<topology::Cluster>(drawing.spec.name.value);
    addon.addon_name = std::string(addon_name);
    addon.configuration = std::move(configuration);
    drawing.topology().add(std::move(addon));
}

}  // namespace inland::design
