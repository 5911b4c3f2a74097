// SPDX-License-Identifier: Apache-2.0
#include "cli/account_errands.h"

#include "topology/ownership.h"
#include "topology/service_account_tag.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using deploy::Action;
using deploy::Change;
using deploy::Outcome;
using deploy::Phase;
using topology::Role;

std::string resource_of(const kube::ObjectName& name) {
    return fmt::format("{}/{}/{}", account_type, name.namespace_name, name.name);
}

/// As the design calls the role of a service account.
std::string role_key_of(const spec::ServiceAccount& account) {
    return fmt::format("{}/{}.{}", Role::type, account.namespace_name.value, account.name.value);
}

/// The account whose role that is; no name for other roles.
kube::ObjectName account_of(const Role& role) {
    const auto account = topology::tag_value(role.tags, topology::service_account_tag);
    const auto slash = account.find('/');
    return slash == account.npos
               ? kube::ObjectName()
               : kube::service_account_name(account.substr(0, slash), account.substr(slash + 1));
}

bool was_by_web_identity(const Role& role) {
    return role.assume_role_policy.is_known() &&
           role.assume_role_policy.value().find(":oidc-provider/") != std::string::npos;
}

Change change_of(Action action, std::string resource, std::string why) {
    return {.action = action,
            .type = account_type,
            .resource = std::move(resource),
            .id = {},
            .why = std::move(why),
            .fields = {}};
}

}  // namespace

Result<std::vector<Change>> AccountErrands::changes(const std::string& account,
                                                    const topology::Topology& observed) {
    find_wanted(account);
    find_left(observed);
    if (kubernetes_.stands(observed)) {
        auto found = compare();
        if (found || !is_out_of_reach(found.error()))
            return found;
        unseen_ = out_of_reach(found.error()).message;
        return std::vector<Change>();
    }
    std::vector<Change> changes;
    for (const auto& [resource, wanted] : accounts_)
        if (wanted.fate == Fate::HasRole)
            changes.push_back(
                change_of(Action::Create, resource, "it says which role its pods get"));
    return changes;
}

/// Roles live under the cluster's own path.
void AccountErrands::find_wanted(const std::string& account) {
    const auto values = knowledge::placeholders_of(*designed_.tables, designed_.spec.region.value);
    for (const auto& wanted : designed_.spec.service_accounts) {
        const auto key = role_key_of(wanted);
        const auto* role = designed_.design.topology.find<Role>(key);
        if (role == nullptr || wanted.via.value != spec::IdentityKind::Irsa)
            continue;
        const auto name =
            kube::service_account_name(wanted.namespace_name.value, wanted.name.value);
        const auto arn =
            fmt::format("{}{}:role{}{}", knowledge::expand("arn:{partition}:iam::", values),
                        account, role->path.value(), role->role_name.value());
        accounts_[resource_of(name)] = {name, key, arn, Fate::HasRole};
    }
}

/// Of roles that stand for accounts which no longer have one by this way.
void AccountErrands::find_left(const topology::Topology& observed) {
    for (const auto& [key, role] : observed.all<Role>()) {
        const auto name = account_of(role);
        const bool is_left = topology::is_owned(role, designed_.spec.name.value) &&
                             was_by_web_identity(role) && !accounts_.contains(resource_of(name));
        if (name.name.empty() || !is_left)
            continue;
        const bool stays = designed_.design.topology.find<Role>(key) != nullptr;
        accounts_[resource_of(name)] = {name, key, role.arn.value_or_default("").value_or(""),
                                        stays ? Fate::LosesRole : Fate::Goes};
    }
}

Result<std::vector<Change>> AccountErrands::compare() {
    std::vector<Change> changes;
    for (const auto& [resource, account] : accounts_)
        if (auto change = TRY(compare(resource, account)))
            changes.push_back(*std::move(change));
    return changes;
}

Result<std::optional<Change>> AccountErrands::compare(const std::string& resource,
                                                      const Account& account) {
    const auto found = TRY(kubernetes_.get(account.name));
    const auto says = std::string(found ? kube::role_of_account(*found) : "");
    const bool is_wanted = account.fate == Fate::HasRole;
    if (!found)
        return is_wanted ? std::optional(change_of(Action::Create, resource,
                                                   "it says which role its pods get"))
                         : std::nullopt;
    if (account.fate == Fate::Goes && kube::is_inlands_account(*found))
        return change_of(Action::Delete, resource, "nothing needs it any more");
    if ((says == account.role_arn) == is_wanted)
        return std::nullopt;
    auto change = change_of(Action::Update, resource,
                            is_wanted ? "it says which role its pods get"
                                      : "its pods do not get the role by it any more");
    change.fields.push_back({std::string(kube::role_annotation),
                             says.empty() ? json::value() : json::value(says),
                             is_wanted ? json::value(account.role_arn) : json::value(), false});
    return change;
}

std::vector<deploy::OrderingRule> AccountErrands::order() const {
    std::vector<deploy::OrderingRule> rules;
    for (const auto& [resource, account] : accounts_) {
        const deploy::Name change{account_type, resource};
        std::ranges::copy(after_way_in(change, designed_.design.topology),
                          std::back_inserter(rules));
        if (account.fate == Fate::HasRole)
            rules.push_back({change, {Role::type, account.role_key}});
    }
    return rules;
}

Outcome AccountErrands::run(const deploy::Step& step) {
    const auto& account = accounts_.at(step.resource);
    if (is_setting(step))
        return errand_outcome(set(account));
    if (step.phase == Phase::Remove)
        return errand_outcome(remove(account));
    return deploy::Done{};
}

std::vector<Outcome> AccountErrands::look(std::span<const deploy::Step* const> steps) {
    return nothing_to_wait_for(steps);
}

Result<void> AccountErrands::make_namespace(const std::string& name) {
    const auto found =
        TRY(kubernetes_.patiently([&] { return kubernetes_.get({"v1", "Namespace", "", name}); }));
    if (!found)
        TRY_VOID(kubernetes_.apply(kube::new_namespace(name)));
    return {};
}

Result<void> AccountErrands::set(const Account& account) {
    const bool is_wanted = account.fate == Fate::HasRole;
    if (is_wanted)
        TRY_VOID(make_namespace(account.name.namespace_name));
    const auto found = TRY(kubernetes_.get(account.name)).value_or(json::object());
    TRY_VOID(kubernetes_.apply(
        kube::account_with_role(account.name, is_wanted ? account.role_arn : "", found)));
    return {};
}

Result<void> AccountErrands::remove(const Account& account) {
    auto* kubernetes = TRY(kubernetes_.api());
    const auto found = TRY(kubernetes->get(account.name, kubernetes_.stop()));
    if (found && kube::is_inlands_account(*found))
        return kubernetes->remove(account.name, kubernetes_.stop());
    return {};
}

}  // namespace inland::cli
