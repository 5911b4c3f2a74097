// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/controlled_service.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::int64_t addresses_wanted = 8;

std::unexpected<Error> refused(std::string text) {
    return failure(ErrorKind::Failed, std::move(text));
}

/// Go's strconv.ParseBool.
std::optional<bool> parse_boolean(std::string_view text) {
    constexpr std::array<std::string_view, 6> yes{"1", "t", "T", "true", "TRUE", "True"};
    constexpr std::array<std::string_view, 6> no{"0", "f", "F", "false", "FALSE", "False"};
    if (std::ranges::find(yes, text) != yes.end())
        return true;
    return std::ranges::find(no, text) != no.end() ? std::optional(false) : std::nullopt;
}

Result<Scheme> scheme_of(const BalancedService& service) {
    if (service.has_annotation("scheme")) {
        const auto said = service.annotation("scheme");
        if (said != "internal" && said != "internet-facing")
            return refused("unknown scheme: " + said);
        return said == "internal" ? Scheme::Internal : Scheme::InternetFacing;
    }
    if (!service.has_annotation("internal"))
        return Scheme::Internal;
    const auto said = service.annotation("internal");
    const auto internal = parse_boolean(said);
    if (!internal)
        return refused(fmt::format(
            "failed to parse bool annotation, "
            "service.beta.kubernetes.io/aws-load-balancer-internal: {0}: strconv.ParseBool: "
            "parsing \"{0}\": invalid syntax",
            said));
    return *internal ? Scheme::Internal : Scheme::InternetFacing;
}

Result<void> check_values(const BalancedService& service, const ServiceModel& model) {
    if (service.has_annotation("eip-allocations") && model.scheme == Scheme::Internal)
        return refused("EIP allocations can only be set for internet facing load balancers");
    const auto proxied = service.annotation("proxy-protocol");
    if (!proxied.empty() && proxied != "*")
        return refused(
            fmt::format("invalid value {} for Load Balancer proxy protocol v2 "
                        "annotation, only value currently supported is *",
                        proxied));
    const auto ports = service.ports();
    const bool lacks_ports =
        std::ranges::any_of(ports, [](const auto& port) { return port.node_port == 0; });
    if (model.targets == TargetKind::Instance && lacks_ports)
        return refused("TargetType: instance requires service.spec.allocateLoadBalancerNodePorts");
    return {};
}

bool is_for_others(const json::object& subnet, const std::string& cluster_tag) {
    constexpr std::string_view prefix = "kubernetes.io/cluster/";
    const bool is_tagged =
        std::ranges::any_of(list_of(subnet, "Tags"), [&](const json::value& tag) {
            return text_of(tag.as_object(), "Key").starts_with(prefix);
        });
    return is_tagged && !has_tag(subnet, cluster_tag);
}

bool is_tagged_for(const json::object& subnet, std::string_view role) {
    const auto* tag = find_where(list_of(subnet, "Tags"), "Key", role);
    return tag != nullptr && (text_of(*tag, "Value") == "1" || text_of(*tag, "Value").empty());
}

}  // namespace

Result<ServiceModel> build_model(const BalancedService& service) {
    ServiceModel model;
    model.scheme = TRY(scheme_of(service));
    if (service.annotation("nlb-target-type") == "ip" || service.annotation("type") == "nlb-ip")
        model.targets = TargetKind::Address;
    TRY_VOID(check_values(service, model));
    return model;
}

Result<std::vector<std::string>> controlled_subnets(const ControlledJob& job) {
    const std::string role = job.model.scheme == Scheme::Internal
                                 ? "kubernetes.io/role/internal-elb"
                                 : "kubernetes.io/role/elb";
    const auto tag = cluster_tag_key(job.objects);
    std::map<std::string, std::string> by_zone;
    int matching = 0;
    int others = 0;
    int full = 0;
    for (const auto& each : TRY(described_subnets(job.calls, vpc_of(job.objects)))) {
        const auto& subnet = each.as_object();
        if (!is_tagged_for(subnet, role))
            continue;
        ++matching;
        if (is_for_others(subnet, tag)) {
            ++others;
            continue;
        }
        if (number_of(subnet, "AvailableIpAddressCount") < addresses_wanted) {
            ++full;
            continue;
        }
        auto& chosen = by_zone[text_of(subnet, "AvailabilityZone")];
        const auto id = text_of(subnet, "SubnetId");
        if (chosen.empty() || id < chosen)
            chosen = id;
    }
    if (by_zone.empty())
        return refused(fmt::format(
            "unable to resolve at least one subnet ({} match VPC and tags: [{}]{}{})", matching,
            role, others > 0 ? fmt::format(", {} tagged for other cluster", others) : "",
            full > 0 ? fmt::format(", {} have insufficient available IPs", full) : ""));
    std::vector<std::string> ids;
    for (const auto& [zone, id] : by_zone)
        ids.push_back(id);
    return ids;
}

std::vector<PodTarget> pod_targets(const ControlledJob& job, std::size_t port_index) {
    std::vector<PodTarget> targets;
    const auto& service = job.service.object();
    const auto* slice = job.objects.find(type_of("discovery.k8s.io", "endpointslices"),
                                         namespace_of(service), name_of(service));
    if (slice == nullptr)
        return targets;
    const auto& ports = find_array(*slice, "ports");
    const auto port =
        port_index < ports.size() ? find_int(ports[port_index], "port").value_or(0) : 0;
    for (const auto& endpoint : find_array(*slice, "endpoints"))
        for (const auto& address : find_array(endpoint, "addresses"))
            if (address.is_string())
                targets.push_back({std::string(address.get_string()), port});
    return targets;
}

}  // namespace inland::emulator::cluster
