// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/classic/classic.h"
#include "emulator/services/elasticloadbalancing/classic/operations.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::classic {

namespace {

/// What they are when nobody has said (Elastic Load Balancing API reference, 2012-06-01,
/// LoadBalancerAttributes).
json::object defaults() {
    return {
        {"CrossZoneLoadBalancing", json::object{{"Enabled", false}}},
        {"AccessLog", json::object{{"Enabled", false}}},
        {"ConnectionDraining", json::object{{"Enabled", false}, {"Timeout", 300}}},
        {"ConnectionSettings", json::object{{"IdleTimeout", 60}}},
        {"AdditionalAttributes", json::array{json::object{{"Key", "elb.http.desyncmitigationmode"},
                                                          {"Value", "defensive"}}}}};
}

json::object attributes_of(const json::object& balancer) {
    auto all = defaults();
    for (const auto& [member, value] : object_of(balancer, "_attributes"))
        all[member] = value;
    return all;
}

Result<void> check(const json::object& asked) {
    constexpr std::int64_t longest_idle = 4000;
    const auto idle = number_of(object_of(asked, "ConnectionSettings"), "IdleTimeout", 1);
    if (idle < 1 || idle > longest_idle)
        return refuse("InvalidConfigurationRequest",
                      fmt::format("IdleTimeout must be between 1 and {}", longest_idle), conflict);
    const auto& log = object_of(asked, "AccessLog");
    if (flag_of(log, "Enabled") && text_of(log, "S3BucketName").empty())
        return refuse("InvalidConfigurationRequest", "S3BucketName must be specified", conflict);
    return {};
}

Result<json::object> describe(const Call& call) {
    return json::object{{"LoadBalancerAttributes", attributes_of(*TRY(lookup_input(call)))}};
}

/// Each of the five is replaced as a whole.
Result<json::object> modify(const Call& call) {
    TRY_VOID(need(call, {"LoadBalancerAttributes"}));
    auto balancer = *TRY(lookup_input(call));
    const auto& asked = object_of(call.input, "LoadBalancerAttributes");
    TRY_VOID(check(asked));
    for (const auto* member : {"CrossZoneLoadBalancing", "AccessLog", "ConnectionDraining",
                               "ConnectionSettings", "AdditionalAttributes"})
        if (has(asked, member))
            object_in(balancer, "_attributes")[member] = asked.at(member);
    const auto name = text_of(balancer, "LoadBalancerName");
    json::object output{{"LoadBalancerName", name},
                        {"LoadBalancerAttributes", attributes_of(balancer)}};
    call.world.store().put(key_of(call, name), std::move(balancer));
    return output;
}

constexpr std::array classic_rows{
    OperationRow{"DescribeLoadBalancerAttributes", describe},
    OperationRow{"ModifyLoadBalancerAttributes", modify},
};

}  // namespace

std::span<const OperationRow> classic_attribute_operations() {
    return classic_rows;
}

}  // namespace inland::emulator::classic
