// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/ingress_target_group.h"

#include "emulator/cluster/balancers/cluster_network.h"
#include "emulator/services/members.h"

#include <charconv>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

std::unexpected<Error> refused(std::string text) {
    return failure(ErrorKind::Failed, std::move(text));
}

/// Its class outranks the Ingress, whose Service may outrank it in turn.
std::string setting(const IngressJob& job, const Backend& backend, std::string_view in_class,
                    std::string_view suffix) {
    if (!in_class.empty()) {
        const auto parameters = class_parameters_of(job.objects, backend.ingress.object());
        if (auto said = text_of(parameters, in_class); !said.empty())
            return said;
    }
    const Ingress service(*backend.service);
    return service.annotation(suffix).value_or(backend.ingress.annotation(suffix).value_or(""));
}

Result<TargetKind> kind_of(const IngressJob& job, const Backend& backend) {
    const auto said = setting(job, backend, "targetType", "target-type");
    if (said.empty() || said == "instance")
        return TargetKind::Instance;
    if (said == "ip")
        return TargetKind::Address;
    return refused("unknown targetType: " + said);
}

struct ServicePort {
    std::size_t index = 0;
    json::object port;
};

Result<ServicePort> service_port(const Backend& backend) {
    const auto& ports = find_array(*backend.service, "spec.ports");
    for (std::size_t index = 0; index < ports.size(); ++index) {
        const auto& port = ports[index].as_object();
        if (text_of(port, "name") == backend.port ||
            fmt::format("{}", number_of(port, "port")) == backend.port)
            return ServicePort{index, port};
    }
    return refused(fmt::format("unable to find port {} on service {}/{}", backend.port,
                               namespace_of(*backend.service), name_of(*backend.service)));
}

void set_number(json::object& settings, std::string_view member, const std::string& said) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), number);
    if (error == std::errc() && !said.empty() && end == said.data() + said.size())
        settings[member] = number;
}

void set_text(json::object& settings, std::string_view member, std::string said) {
    if (!said.empty())
        settings[member] = std::move(said);
}

json::object settings_of(const IngressJob& job, const Backend& backend) {
    const auto said = [&](std::string_view suffix) { return setting(job, backend, "", suffix); };
    const auto protocol = said("backend-protocol");
    const auto health_protocol = said("healthcheck-protocol");
    json::object settings{{"Protocol", protocol.empty() ? "HTTP" : protocol}};
    settings["ProtocolVersion"] = "HTTP1";
    set_text(settings, "ProtocolVersion", said("backend-protocol-version"));
    settings["HealthCheckProtocol"] = settings["Protocol"];
    set_text(settings, "HealthCheckProtocol", health_protocol);
    settings["HealthCheckPath"] = "/";
    set_text(settings, "HealthCheckPath", said("healthcheck-path"));
    set_text(settings, "HealthCheckPort", said("healthcheck-port"));
    settings["HealthCheckIntervalSeconds"] = 15;
    settings["HealthCheckTimeoutSeconds"] = 5;
    settings["HealthyThresholdCount"] = 2;
    settings["UnhealthyThresholdCount"] = 2;
    set_number(settings, "HealthCheckIntervalSeconds", said("healthcheck-interval-seconds"));
    set_number(settings, "HealthCheckTimeoutSeconds", said("healthcheck-timeout-seconds"));
    set_number(settings, "HealthyThresholdCount", said("healthy-threshold-count"));
    set_number(settings, "UnhealthyThresholdCount", said("unhealthy-threshold-count"));
    if (const auto codes = said("success-codes"); !codes.empty())
        settings["Matcher"] = json::object{{"HttpCode", codes}};
    return settings;
}

json::array pod_rows(const std::vector<PodTarget>& pods) {
    json::array rows;
    for (const auto& pod : pods)
        rows.push_back(json::object{{"Id", pod.address}, {"Port", pod.port}});
    return rows;
}

json::array node_rows(const Objects& objects, std::int64_t port) {
    json::array rows;
    for (const auto& node : target_nodes(objects))
        rows.push_back(json::object{{"Id", node.instance_id}, {"Port", port}});
    return rows;
}

}  // namespace

Result<ModelTargetGroup> model_target_group(const IngressJob& job, const Backend& backend) {
    ModelTargetGroup group;
    group.kind = TRY(kind_of(job, backend));
    const auto found = TRY(service_port(backend));
    if (group.kind == TargetKind::Instance) {
        group.port = number_of(found.port, "nodePort");
        if (group.port == 0)
            return refused(
                "TargetGroup port is empty. When using Instance targets, your service must be of "
                "type 'NodePort' or 'LoadBalancer'");
        group.targets = node_rows(job.objects, group.port);
    } else {
        // A named port may differ from pod to pod: the group's own is of no importance then.
        group.port = has(found.port, "targetPort") && !found.port.at("targetPort").is_string()
                         ? number_of(found.port, "targetPort")
                         : 1;
        group.targets = pod_rows(pods_behind(job.objects, *backend.service, found.index));
    }
    group.settings = settings_of(job, backend);
    group.resource =
        fmt::format("{}-{}:{}", backend.ingress.name(), name_of(*backend.service), backend.port);
    group.name = target_group_name(job, backend, group);
    return group;
}

}  // namespace inland::emulator::cluster
