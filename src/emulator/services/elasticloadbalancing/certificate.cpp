// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/certificate.h"

#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

constexpr std::string_view default_policy = "ELBSecurityPolicy-2016-08";

bool is_secure(const json::object& listener) {
    const auto protocol = text_of(listener, "Protocol");
    return protocol == "HTTPS" || protocol == "TLS";
}

/// ACM is not emulated: an ARN of a certificate's shape stands for one that is there.
Result<void> check_certificate(const std::string& arn) {
    const bool shaped =
        arn.starts_with("arn:") && (arn.find(":acm:") != std::string::npos ||
                                    (arn.find(":iam:") != std::string::npos &&
                                     arn.find(":server-certificate/") != std::string::npos));
    if (!shaped)
        return refuse("CertificateNotFound", fmt::format("Certificate '{}' not found", arn));
    return {};
}

Result<void> check_policy(const Call& call, const std::string& name) {
    const auto& policies = call.world.tables().tls_policies;
    if (std::ranges::find(policies, name, &knowledge::TlsPolicy::name) == policies.end())
        return refuse("SSLPolicyNotFound", fmt::format("SSL policy '{}' not found", name));
    return {};
}

Result<void> fill_certificate(const Call& call, json::object& listener) {
    const auto& given = list_of(call.input, "Certificates");
    if (given.empty() && list_of(listener, "Certificates").empty())
        return refuse("CertificateNotFound",
                      fmt::format("A certificate must be specified for {} listeners",
                                  text_of(listener, "Protocol")));
    if (given.size() > 1)
        return refuse("TooManyCertificates", "Only one certificate can be specified");
    if (given.empty())
        return {};
    const auto arn = text_of(given.front().as_object(), "CertificateArn");
    TRY_VOID(check_certificate(arn));
    listener["Certificates"] = json::array{json::object{{"CertificateArn", arn}}};
    return {};
}

/// Those of a listener beyond its default one, which DescribeListenerCertificates lists first.
Result<json::object> describe_certificates(const Call& call) {
    const auto* listener = TRY(lookup_input(call, listener_type));
    json::array rows;
    for (const auto& certificate : list_of(*listener, "Certificates"))
        rows.push_back(
            json::object{{"CertificateArn", text_of(certificate.as_object(), "CertificateArn")},
                         {"IsDefault", true}});
    for (const auto& arn : texts_of(*listener, "_certificates"))
        rows.push_back(json::object{{"CertificateArn", arn}, {"IsDefault", false}});
    return paginate(call, "Certificates", std::move(rows));
}

Result<std::vector<std::string>> named_certificates(const Call& call) {
    TRY_VOID(need(call, {"Certificates"}));
    std::vector<std::string> arns;
    for (const auto& certificate : list_of(call.input, "Certificates"))
        arns.push_back(text_of(certificate.as_object(), "CertificateArn"));
    return arns;
}

Result<json::object> add_certificates(const Call& call) {
    auto listener = *TRY(lookup_input(call, listener_type));
    if (!is_secure(listener))
        return refuse("UnsupportedProtocol",
                      "Certificates are supported only on HTTPS and TLS listeners");
    auto& known = list_in(listener, "_certificates");
    json::array added;
    for (const auto& arn : TRY(named_certificates(call))) {
        TRY_VOID(check_certificate(arn));
        if (!contains(known, arn))
            known.emplace_back(arn);
        added.push_back(json::object{{"CertificateArn", arn}, {"IsDefault", false}});
    }
    TRY_VOID(check_quota(call, "elasticloadbalancing.CertificatesPerListener", known.size()));
    const auto key = key_of(call, listener_type, text_of(listener, "ListenerArn"));
    call.world.store().put(key, std::move(listener));
    return json::object{{"Certificates", std::move(added)}};
}

Result<json::object> remove_certificates(const Call& call) {
    const auto* listener = TRY(lookup_input(call, listener_type));
    const auto removed = TRY(named_certificates(call));
    const auto& defaults = list_of(*listener, "Certificates");
    for (const auto& arn : removed)
        if (find_where(defaults, "CertificateArn", arn) != nullptr)
            return refuse("OperationNotPermitted",
                          "The default certificate of a listener cannot be removed");
    json::array kept;
    for (const auto& arn : texts_of(*listener, "_certificates"))
        if (std::ranges::find(removed, arn) == removed.end())
            kept.emplace_back(arn);
    call.world.store().update(key_of(call, listener_type, text_of(call.input, "ListenerArn")),
                              [&](json::object& document) { document["_certificates"] = kept; });
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"DescribeListenerCertificates", describe_certificates},
    OperationRow{"AddListenerCertificates", add_certificates},
    OperationRow{"RemoveListenerCertificates", remove_certificates},
};

}  // namespace

Result<void> fill_security(const Call& call, json::object& listener) {
    if (!is_secure(listener)) {
        if (has(call.input, "SslPolicy") || !list_of(call.input, "Certificates").empty())
            return refuse("InvalidConfigurationRequest",
                          fmt::format("Certificates and SSL policies cannot be specified for {} "
                                      "listeners",
                                      text_of(listener, "Protocol")));
        for (const auto member : {"Certificates", "SslPolicy", "MutualAuthentication"})
            listener.erase(member);
        return {};
    }
    copy_members(call.input, listener, {"SslPolicy"});
    if (!has(listener, "SslPolicy"))
        listener["SslPolicy"] = default_policy;
    if (text_of(listener, "Protocol") == "HTTPS" && !has(listener, "MutualAuthentication"))
        listener["MutualAuthentication"] = json::object{{"Mode", "off"}};
    TRY_VOID(check_policy(call, text_of(listener, "SslPolicy")));
    return fill_certificate(call, listener);
}

}  // namespace inland::emulator::balancing

namespace inland::emulator {

std::span<const OperationRow> listener_certificate_operations() {
    return balancing::operations;
}

}  // namespace inland::emulator
