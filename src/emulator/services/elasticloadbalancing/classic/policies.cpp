// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/classic/classic.h"
#include "emulator/services/elasticloadbalancing/classic/operations.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

/// Policies: the proxy protocol, stickiness, TLS. They are kept and shown; which connections come
/// through does not hang on them.
namespace inland::emulator::classic {

namespace {

constexpr std::array<std::string_view, 6> types{"ProxyProtocolPolicyType",
                                                "SSLNegotiationPolicyType",
                                                "AppCookieStickinessPolicyType",
                                                "LBCookieStickinessPolicyType",
                                                "BackendServerAuthenticationPolicyType",
                                                "PublicKeyPolicyType"};

json::array described(const json::array& attributes) {
    json::array rows;
    for (const auto& attribute : attributes)
        rows.push_back(json::object(attribute.as_object()));
    return rows;
}

Result<json::object> create_policy(const Call& call) {
    const auto* balancer = TRY(lookup_input(call));
    TRY_VOID(need(call, {"PolicyName", "PolicyTypeName"}));
    const auto name = text_of(call.input, "PolicyName");
    const auto type = text_of(call.input, "PolicyTypeName");
    if (std::ranges::find(types, type) == types.end())
        return refuse("PolicyTypeNotFound", fmt::format("There is no policy type {}", type));
    if (find_where(list_of(*balancer, "_policies"), "PolicyName", name) != nullptr)
        return refuse("DuplicatePolicyName",
                      fmt::format("A policy with the name {} already exists", name));
    update(call, [&](json::object& record) {
        list_in(record, "_policies")
            .push_back(json::object{{"PolicyName", name},
                                    {"PolicyTypeName", type},
                                    {"PolicyAttributeDescriptions",
                                     described(list_of(call.input, "PolicyAttributes"))}});
        list_in(object_in(record, "Policies"), "OtherPolicies").push_back(json::string(name));
    });
    return json::object{};
}

bool is_used(const json::object& balancer, const std::string& name) {
    for (const auto* list : {"ListenerDescriptions", "BackendServerDescriptions"})
        for (const auto& row : list_of(balancer, list))
            if (contains(list_of(row.as_object(), "PolicyNames"), name))
                return true;
    return false;
}

Result<json::object> delete_policy(const Call& call) {
    const auto* balancer = TRY(lookup_input(call));
    const auto name = text_of(call.input, "PolicyName");
    if (is_used(*balancer, name))
        return refuse("InvalidConfigurationRequest", "The policy is enabled for a listener",
                      conflict);
    update(call, [&](json::object& record) {
        erase_where(list_in(record, "_policies"), "PolicyName", name);
        auto& names = list_in(object_in(record, "Policies"), "OtherPolicies");
        names.erase(std::remove(names.begin(), names.end(), json::value(name)), names.end());
    });
    return json::object{};
}

Result<json::object> describe_policies(const Call& call) {
    if (!has(call.input, "LoadBalancerName"))
        return json::object{{"PolicyDescriptions", json::array()}};
    const auto& all = list_of(*TRY(lookup_input(call)), "_policies");
    const auto names = texts_of(call.input, "PolicyNames");
    for (const auto& name : names)
        if (find_where(all, "PolicyName", name) == nullptr)
            return refuse("PolicyNotFound", fmt::format("There is no policy named {}", name));
    json::array rows;
    for (const auto& policy : all)
        if (names.empty() ||
            std::ranges::find(names, text_of(policy.as_object(), "PolicyName")) != names.end())
            rows.push_back(policy);
    return json::object{{"PolicyDescriptions", std::move(rows)}};
}

constexpr std::array classic_rows{
    OperationRow{"CreateLoadBalancerPolicy", create_policy},
    OperationRow{"DeleteLoadBalancerPolicy", delete_policy},
    OperationRow{"DescribeLoadBalancerPolicies", describe_policies},
};

}  // namespace

std::span<const OperationRow> classic_policy_operations() {
    return classic_rows;
}

}  // namespace inland::emulator::classic
