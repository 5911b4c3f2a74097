// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/syntax.h"
#include "spec/values.h"

#include <algorithm>
#include <array>

namespace inland::spec {

namespace {

bool is_account(std::string_view account) {
    return account.size() == 12 &&
           account.find_first_not_of("0123456789") == std::string_view::npos;
}

bool report_arn(const Node& node, Context& context, std::string detail, std::string_view example) {
    context.error(node.position, "arn", "not the ARN that is needed here", std::move(detail),
                  "write one such as " + std::string(example));
    return false;
}

/// An ARN of IAM in the partition of the spec's Region.
std::optional<Arn> read_iam_arn(const Node& node, Context& context, PlacedText& text,
                                std::string_view example) {
    if (!read_text(node, context, text))
        return std::nullopt;
    auto arn = parse_arn(text.value);
    if (!arn || arn->service != "iam" || !arn->region.empty()) {
        report_arn(node, context, quoted(text.value), example);
        return std::nullopt;
    }
    if (context.region && arn->partition != context.region->partition) {
        report_arn(node, context,
                   quoted(text.value) + " is of another partition than " + context.region->name,
                   example);
        return std::nullopt;
    }
    return arn;
}

constexpr std::string_view principal_example = "arn:aws:iam::123456789012:role/platform";
constexpr std::string_view policy_example = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

bool read_principal(const Node& node, Context& context, PlacedText& principal) {
    const auto arn = read_iam_arn(node, context, principal, principal_example);
    if (!arn)
        return false;
    const std::string_view resource = arn->resource;
    const bool named = (resource.starts_with("role/") || resource.starts_with("user/")) &&
                       resource.size() > std::string_view("role/").size();
    if (named && is_account(arn->account))
        return true;
    return report_arn(node, context, quoted(principal.value) + " is no IAM role or user",
                      principal_example);
}

bool read_policy(const Node& node, Context& context, PlacedText& policy) {
    const auto arn = read_iam_arn(node, context, policy, policy_example);
    if (!arn)
        return false;
    const bool owned = arn->account == "aws" || is_account(arn->account);
    if (owned && arn->resource.starts_with("policy/") &&
        arn->resource.size() > std::string_view("policy/").size())
        return true;
    return report_arn(node, context, quoted(policy.value) + " is no IAM policy", policy_example);
}

template <bool (*is_valid)(std::string_view)>
bool read_kubernetes_name(const Node& node, Context& context, PlacedText& name) {
    if (!read_text(node, context, name))
        return false;
    if (is_valid(name.value))
        return true;
    context.error(node.position, "kubernetes-name", "Kubernetes refuses this name",
                  quoted(name.value), "use lower-case letters, digits and \"-\"");
    return false;
}

bool read_policies(const Node& node, Context& context, PlacedList<std::string>& policies) {
    read_list(node, context, policies, read_policy);
    refuse_repeated(policies, context);
    return refuse_empty(node, context, policies);
}

constexpr std::array<SpecField<ServiceAccount>, 4> fields = {{
    field<&ServiceAccount::namespace_name, read_kubernetes_name<is_dns_label>>("namespace",
                                                                               Presence::Required),
    field<&ServiceAccount::name, read_kubernetes_name<is_dns_subdomain>>("name",
                                                                         Presence::Required),
    field<&ServiceAccount::policies, read_policies>("policies", Presence::Required),
    field<&ServiceAccount::via, read_word<IdentityKind>>("via", Presence::Required),
}};

void refuse_equal_accounts(Context& context, const std::vector<ServiceAccount>& accounts) {
    PlacedList<std::string> names;
    for (const auto& account : accounts)
        if (was_read(account.name) && was_read(account.namespace_name))
            names.push_back(
                {account.namespace_name.value + "/" + account.name.value, account.name.place});
    refuse_repeated(names, context);
}

}  // namespace

void read_admins(const Node& node, Context& context, Cluster& cluster) {
    read_list(node, context, cluster.admins, read_principal);
    refuse_repeated(cluster.admins, context);
}

void read_service_accounts(const Node& node, Context& context, Cluster& cluster) {
    if (!is_list(node, context))
        return;
    for (const auto& entry : node.children) {
        auto& account = cluster.service_accounts.emplace_back();
        account.place = context.place(entry.position);
        read_fields(entry, "a service account", std::span<const SpecField<ServiceAccount>>(fields),
                    context, account);
    }
    refuse_equal_accounts(context, cluster.service_accounts);
}

FieldList service_account_fields() {
    return list_fields("spec.serviceAccounts.*", fields);
}

}  // namespace inland::spec
