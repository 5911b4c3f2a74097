// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "deploy/drivers/eks.h"

namespace inland::deploy {
namespace {

using topology::Addon;

json::object naming(const Context& context, const Addon& addon) {
    return {{"clusterName", context.id_of(addon.cluster.value())},
            {"addonName", addon.addon_name.value()}};
}

drivers::EksLook look_at(const Context& context, const Addon& addon) {
    return {"DescribeAddon", naming(context, addon), "addon", "health.issues"};
}

/// New clusters come with a copy of the three network add-ons that nobody manages; ours takes its
/// place.
Result<json::object> request_of(Context& context, const Addon& desired) {
    auto input = naming(context, desired);
    input["resolveConflicts"] = "OVERWRITE";
    if (desired.version.is_known())
        input["addonVersion"] = desired.version.value();
    if (desired.configuration.is_known())
        input["configurationValues"] = desired.configuration.value();
    if (desired.service_account_role.is_known()) {
        input["serviceAccountRoleArn"] =
            TRY(drivers::role_arn(context, desired.service_account_role.value()));
    }
    return input;
}

/// One that somebody installed already becomes ours.
Result<void> adopt(Context& context, const Addon& desired) {
    TRY_VOID(drivers::update(context, "UpdateAddon", TRY(request_of(context, desired))));
    return drivers::put_eks_tags(context, look_at(context, desired), "addonArn", desired.tags,
                                 nullptr);
}

Result<std::string> create(Context& context, const Addon& desired) {
    auto input = TRY(request_of(context, desired));
    input["tags"] = Context::tag_map(desired.tags);
    input["clientRequestToken"] = context.client_token(Addon::type, desired.key);
    const auto made = drivers::change(context, "eks", "CreateAddon", std::move(input));
    if (!made && made.error().kind != ErrorKind::InUse)
        return std::unexpected(made.error());
    if (!made)
        TRY_VOID(adopt(context, desired));
    return desired.addon_name.value();
}

bool same_settings(const Addon& desired, const Addon& observed) {
    return (!desired.version.is_known() || desired.version == observed.version) &&
           (!desired.configuration.is_known() || desired.configuration == observed.configuration) &&
           (!desired.service_account_role.is_known() ||
            desired.service_account_role == observed.service_account_role);
}

Result<void> attach(Context& context, const Addon& desired, const Addon* observed) {
    if (observed == nullptr)
        return {};
    if (!same_settings(desired, *observed))
        TRY_VOID(drivers::update(context, "UpdateAddon", TRY(request_of(context, desired))));
    return drivers::put_eks_tags(context, look_at(context, desired), "addonArn", desired.tags,
                                 observed);
}

Result<std::vector<Readiness>> ready(Context& context, std::span<const Addon* const> desired) {
    std::vector<Readiness> answers;
    for (const auto* addon : desired)
        answers.push_back(TRY(drivers::look_ready(context, look_at(context, *addon))));
    return answers;
}

Result<void> remove(Context& context, const Addon& observed) {
    return drivers::remove(context, "eks", "DeleteAddon", naming(context, observed));
}

Result<std::vector<Readiness>> gone(Context& context, std::span<const Addon* const> observed) {
    std::vector<Readiness> answers;
    for (const auto* addon : observed)
        answers.push_back(TRY(drivers::look_gone(context, look_at(context, *addon))));
    return answers;
}

}  // namespace

template <>
const Operations<Addon>& operations() {
    static constexpr Operations<Addon> row = {.create = create,
                                              .attach = attach,
                                              .ready = ready,
                                              .remove = remove,
                                              .gone = gone,
                                              .create_duration = "eks.CreateAddon",
                                              .remove_duration = "eks.DeleteAddon"};
    return row;
}

}  // namespace inland::deploy
