// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/health_check.h"

#include "emulator/services/elasticloadbalancing/listener.h"
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

void set_default(json::object& document, std::string_view member, json::value value) {
    if (!has(document, member))
        document[member] = std::move(value);
}

/// Bounds of the API reference, CreateTargetGroup.
struct Bound {
    std::string_view member;
    std::string_view words;
    std::int64_t least;
    std::int64_t greatest;
};
constexpr std::array bounds{
    Bound{"HealthCheckIntervalSeconds", "Health check interval", 5, 300},
    Bound{"HealthCheckTimeoutSeconds", "Health check timeout", 2, 120},
    Bound{"HealthyThresholdCount", "Healthy threshold count", 2, 10},
    Bound{"UnhealthyThresholdCount", "Unhealthy threshold count", 2, 10},
};

bool is_port(std::string_view text) {
    constexpr int last_port = 65535;
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port > 0 &&
           port <= last_port;
}

void fill_matcher(json::object& group, bool application) {
    if (text_of(group, "ProtocolVersion") == "GRPC")
        return set_default(group, "Matcher", json::object{{"GrpcCode", "12"}});
    set_default(group, "Matcher", json::object{{"HttpCode", application ? "200" : "200-399"}});
}

}  // namespace

void fill_health_check(json::object& group) {
    const bool application = is_application_protocol(text_of(group, "Protocol"));
    set_default(group, "HealthCheckProtocol", application ? "HTTP" : "TCP");
    const bool asks = is_application_protocol(text_of(group, "HealthCheckProtocol"));
    set_default(group, "HealthCheckPort", "traffic-port");
    set_default(group, "HealthCheckEnabled", true);
    set_default(group, "HealthCheckIntervalSeconds", 30);
    set_default(group, "HealthCheckTimeoutSeconds", application ? 5 : asks ? 6 : 10);
    set_default(group, "HealthyThresholdCount", 5);
    set_default(group, "UnhealthyThresholdCount", 2);
    if (!asks) {
        group.erase("HealthCheckPath");
        group.erase("Matcher");
        return;
    }
    const bool grpc = text_of(group, "ProtocolVersion") == "GRPC";
    set_default(group, "HealthCheckPath", grpc ? "/AWS.ALB/healthcheck" : "/");
    fill_matcher(group, application);
}

Result<void> check_health_check(const json::object& group) {
    for (const auto& bound : bounds) {
        const auto value = number_of(group, bound.member);
        if (value < bound.least || value > bound.greatest)
            return invalid(fmt::format("{} '{}' must be in the range [{}, {}]", bound.words, value,
                                       bound.least, bound.greatest));
    }
    const auto port = text_of(group, "HealthCheckPort");
    if (port != "traffic-port" && !is_port(port))
        return invalid(
            fmt::format("Health check port '{}' must be in the range [1, 65535] or "
                        "'traffic-port'",
                        port));
    if (is_application_protocol(text_of(group, "Protocol")) &&
        number_of(group, "HealthCheckTimeoutSeconds") >=
            number_of(group, "HealthCheckIntervalSeconds"))
        return invalid("Health check timeout must be smaller than the interval");
    if (is_application_protocol(text_of(group, "Protocol")) &&
        !is_application_protocol(text_of(group, "HealthCheckProtocol")))
        return invalid(
            fmt::format("Health check protocol '{}' is not supported for the protocol "
                        "'{}'",
                        text_of(group, "HealthCheckProtocol"), text_of(group, "Protocol")));
    return {};
}

}  // namespace inland::emulator::balancing
