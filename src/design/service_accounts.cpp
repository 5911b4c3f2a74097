// SPDX-License-Identifier: Apache-2.0
// Service accounts that may call AWS: a role for each, which its pods get by a token of the
// cluster's own issuer (IRSA) or from EKS (Pod Identity).
#include "design/bounded_name.h"
#include "design/designers.h"
#include "design/role_parts.h"
#include "topology/late_provider.h"
#include "topology/service_account_tag.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::OpenIdConnectProvider;

/// What AWS has of one of them is called so: namespaces have no dots.
std::string purpose_of(const spec::ServiceAccount& account) {
    return fmt::format("{}.{}", account.namespace_name.value, account.name.value);
}

/// Names of roles have room for so much beside the cluster's and the Region's.
std::string short_purpose_of(const spec::ServiceAccount& account) {
    constexpr std::size_t longest = 32;
    return bounded_name(purpose_of(account), "", longest);
}

/// One of the spec's service accounts.
struct Wanted {
    const spec::ServiceAccount& account;
    std::string path;

    [[nodiscard]] std::string text() const {
        return fmt::format("{}/{}", account.namespace_name.value, account.name.value);
    }
    [[nodiscard]] Need need(std::string why) const { return {path, account.place, std::move(why)}; }
    [[nodiscard]] bool is_by_web_identity() const {
        return account.via.value == spec::IdentityKind::Irsa;
    }
};

/// A service account has one role at most, and that of such an add-on is the add-on's own.
bool is_of_addon(const Drawing& drawing, const Wanted& wanted) {
    constexpr std::string_view system_namespace = "kube-system";
    const auto& account = wanted.account;
    return account.namespace_name.value == system_namespace &&
           std::ranges::any_of(drawing.spec.addons, [&](const spec::PlacedText& name) {
               const auto* addon = drawing.tables.addon(name.value);
               return addon != nullptr && addon->kind == knowledge::AddonKind::Manifest &&
                      !addon->permissions.empty() && addon->name == account.name.value;
           });
}

void refuse_as_addons(const Drawing& drawing, const Wanted& wanted) {
    drawing.result.diagnostics.add(
        {.severity = Severity::Error,
         .rule = "service-account-of-addon",
         .summary = "the service account has a role already",
         .detail = fmt::format("{} is that of the add-on {}, which Inland gives a role of its own",
                               wanted.text(), wanted.account.name.value),
         .remedy = "leave it out of spec.serviceAccounts",
         .place = wanted.account.place});
}

const std::string& provider_name(const Drawing& drawing) {
    return drawing.spec.name.value;
}

std::string issuer_of(const Drawing& drawing) {
    const auto* service = drawing.tables.service("oidc-eks");
    return topology::late_issuer(
        drawing.expand(service == nullptr ? "oidc.eks.{region}.{suffix}" : service->host),
        refer<OpenIdConnectProvider>(provider_name(drawing)).key);
}

/// AWS checks the issuer by its own library of certificate authorities and asks it over its own
/// network: there is no thumbprint to fetch, from wherever the issuer's name leads nowhere.
void design_provider(const Drawing& drawing, const Wanted& first) {
    auto provider = make<OpenIdConnectProvider>(
        drawing, provider_name(drawing),
        first.need(fmt::format("pod.sts: STS takes the tokens of {}'s pods by it (IRSA)",
                               drawing.spec.name.value)));
    // IAM is global, and its lists tell no tags.
    provider.tags["inland.dev/region"] = drawing.spec.region.value;
    provider.cluster = refer<topology::Cluster>(drawing.spec.name.value);
    provider.url = issuer_of(drawing);
    provider.client_ids = std::vector<std::string>{"sts.amazonaws.com"};
    drawing.topology().add(std::move(provider));
}

std::string trust_of(const Drawing& drawing, const Wanted& wanted) {
    if (!wanted.is_by_web_identity())
        return pod_identity_trust();
    const auto issuer = issuer_of(drawing);
    const auto arn =
        topology::late_provider_arn(drawing.expand("{partition}"), issuer,
                                    refer<OpenIdConnectProvider>(provider_name(drawing)).key);
    return web_identity_trust(
        arn, issuer,
        fmt::format("system:serviceaccount:{}:{}", wanted.account.namespace_name.value,
                    wanted.account.name.value));
}

void design_role(const Drawing& drawing, const Wanted& wanted) {
    auto role = role_of(drawing, purpose_of(wanted.account), short_purpose_of(wanted.account),
                        trust_of(drawing, wanted),
                        wanted.need(fmt::format("pods of {} call AWS as it", wanted.text())));
    role.tags[std::string(topology::service_account_tag)] = wanted.text();
    std::vector<std::string> policies;
    for (const auto& policy : wanted.account.policies)
        policies.push_back(policy.value);
    std::ranges::sort(policies);
    role.managed_policies = std::move(policies);
    drawing.topology().add(std::move(role));
}

void design_association(const Drawing& drawing, const Wanted& wanted) {
    const auto name = purpose_of(wanted.account);
    auto association = make<topology::PodIdentityAssociation>(
        drawing, name,
        wanted.need(
            fmt::format("pod.eks-auth: it gives the pods of {} their role", wanted.text())));
    association.cluster = refer<topology::Cluster>(drawing.spec.name.value);
    association.namespace_name = wanted.account.namespace_name.value;
    association.service_account = wanted.account.name.value;
    association.role = refer<topology::Role>(name);
    drawing.topology().add(std::move(association));
}

void design_wanted(const Drawing& drawing, const Wanted& wanted) {
    if (is_of_addon(drawing, wanted))
        return refuse_as_addons(drawing, wanted);
    design_role(drawing, wanted);
    if (!wanted.is_by_web_identity())
        return design_association(drawing, wanted);
    if (drawing.topology().all<OpenIdConnectProvider>().empty())
        design_provider(drawing, wanted);
}

}  // namespace

void design_service_accounts(Drawing& drawing) {
    const auto& accounts = drawing.spec.service_accounts;
    for (std::size_t index = 0; index < accounts.size(); ++index)
        design_wanted(drawing, {accounts[index], fmt::format("spec.serviceAccounts[{}]", index)});
}

}  // namespace inland::design
