// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/eks.h"

namespace inland::deploy {
namespace {

using topology::PodIdentityAssociation;

json::object of_cluster(const Context& context, const PodIdentityAssociation& association) {
    return {{"clusterName", context.id_of(association.cluster.value())}};
}

json::object naming(const Context& context, const PodIdentityAssociation& association,
                    const std::string& id) {
    auto input = of_cluster(context, association);
    input["associationId"] = id;
    return input;
}

Result<void> put_tags(Context& context, const PodIdentityAssociation& desired,
                      const std::string& id, const PodIdentityAssociation* observed) {
    return drivers::put_eks_tags(
        context,
        {"DescribePodIdentityAssociation", naming(context, desired, id), "association", ""},
        "associationArn", desired.tags, observed);
}

Result<void> set_role(Context& context, const PodIdentityAssociation& desired,
                      const std::string& id) {
    auto input = naming(context, desired, id);
    input["roleArn"] = TRY(drivers::role_arn(context, desired.role.value()));
    TRY(drivers::change(context, "eks", "UpdatePodIdentityAssociation", std::move(input)));
    return {};
}

/// A service account has one role at most: the association that it has becomes ours.
Result<std::string> adopt(Context& context, const PodIdentityAssociation& desired, Error taken) {
    auto input = of_cluster(context, desired);
    input["namespace"] = desired.namespace_name.value();
    input["serviceAccount"] = desired.service_account.value();
    const auto answer =
        TRY(context.read_all("eks", "ListPodIdentityAssociations", std::move(input)));
    const auto& found = find_array(answer, "associations");
    if (found.empty())
        return std::unexpected(std::move(taken));
    auto id = string_or_empty(found.front(), "associationId");
    TRY_VOID(set_role(context, desired, id));
    TRY_VOID(put_tags(context, desired, id, nullptr));
    return id;
}

Result<std::string> create(Context& context, const PodIdentityAssociation& desired) {
    auto input = of_cluster(context, desired);
    input["namespace"] = desired.namespace_name.value();
    input["serviceAccount"] = desired.service_account.value();
    input["roleArn"] = TRY(drivers::role_arn(context, desired.role.value()));
    input["tags"] = Context::tag_map(desired.tags);
    input["clientRequestToken"] = context.client_token(PodIdentityAssociation::type, desired.key);
    auto made = drivers::change(context, "eks", "CreatePodIdentityAssociation", std::move(input));
    if (!made && made.error().kind == ErrorKind::InUse)
        return adopt(context, desired, std::move(made).error());
    return string_or_empty(TRY(std::move(made)), "association.associationId");
}

Result<void> attach(Context& context, const PodIdentityAssociation& desired,
                    const PodIdentityAssociation* observed) {
    if (observed == nullptr)
        return {};
    if (desired.role != observed->role)
        TRY_VOID(set_role(context, desired, observed->id));
    return put_tags(context, desired, observed->id, observed);
}

Result<void> remove(Context& context, const PodIdentityAssociation& observed) {
    return drivers::remove(context, "eks", "DeletePodIdentityAssociation",
                           naming(context, observed, observed.id));
}

}  // namespace

template <>
const Operations<PodIdentityAssociation>& operations() {
    static constexpr Operations<PodIdentityAssociation> row = {
        .create = create,
        .attach = attach,
        .remove = remove,
        .create_duration = "eks.CreatePodIdentityAssociation"};
    return row;
}

}  // namespace inland::deploy
