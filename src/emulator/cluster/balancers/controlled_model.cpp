// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/controlled_service.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

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

}  // namespace

Result<ServiceModel> build_model(const BalancedService& service) {
    ServiceModel model;
    model.scheme = TRY(scheme_of(service));
    if (service.annotation("nlb-target-type") == "ip" || service.annotation("type") == "nlb-ip")
        model.targets = TargetKind::Address;
    TRY_VOID(check_values(service, model));
    return model;
}

std::vector<PodTarget> pod_targets(const ControlledJob& job, std::size_t port_index) {
    return pods_behind(job.objects, job.service.object(), port_index);
}

}  // namespace inland::emulator::cluster
