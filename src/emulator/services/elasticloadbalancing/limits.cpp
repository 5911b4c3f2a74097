// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

/// How DescribeAccountLimits calls the quotas.
constexpr auto limits = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"application-load-balancers", "elasticloadbalancing.LoadBalancers.Application"},
    {"network-load-balancers", "elasticloadbalancing.LoadBalancers.Network"},
    {"target-groups", "elasticloadbalancing.TargetGroups"},
    {"listeners-per-application-load-balancer", "elasticloadbalancing.ListenersPerLoadBalancer"},
    {"listeners-per-network-load-balancer", "elasticloadbalancing.ListenersPerLoadBalancer"},
    {"rules-per-application-load-balancer", "elasticloadbalancing.RulesPerApplicationLoadBalancer"},
    {"targets-per-application-load-balancer",
     "elasticloadbalancing.TargetsPerApplicationLoadBalancer"},
    {"targets-per-target-group", "elasticloadbalancing.TargetsPerTargetGroup"},
    {"condition-values-per-alb-rule", "elasticloadbalancing.ConditionValuesPerRule"},
});

Result<json::object> describe_account_limits(const Call& call) {
    json::array rows;
    for (const auto& [name, quota] : limits)
        if (const auto* row = call.world.tables().quota(quota); row != nullptr)
            rows.push_back(json::object{{"Name", name}, {"Max", fmt::format("{}", row->limit)}});
    return paginate(call, "Limits", std::move(rows));
}

Result<json::object> describe_ssl_policies(const Call& call) {
    const auto& policies = call.world.tables().tls_policies;
    const auto names = texts_of(call.input, "Names");
    for (const auto& name : names)
        if (std::ranges::find(policies, name, &knowledge::TlsPolicy::name) == policies.end())
            return refuse("SSLPolicyNotFound", fmt::format("SSL policy '{}' not found", name));
    json::array rows;
    for (const auto& policy : policies)
        if (names.empty() || std::ranges::find(names, policy.name) != names.end())
            rows.push_back(json::object{
                {"Name", policy.name},
                {"SslProtocols", array_of(policy.protocols)},
                {"SupportedLoadBalancerTypes", json::array{"application", "network"}}});
    return paginate(call, "SslPolicies", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"DescribeAccountLimits", describe_account_limits},
    OperationRow{"DescribeSSLPolicies", describe_ssl_policies},
};

}  // namespace

}  // namespace inland::emulator::balancing

namespace inland::emulator {

std::span<const OperationRow> load_balancing_limit_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
