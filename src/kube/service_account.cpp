// SPDX-License-Identifier: Apache-2.0
#include "kube/service_account.h"

#include "kube/addon_objects.h"

namespace inland::kube {

namespace {

json::object labels() {
    return {{managed_by_label, managed_by_inland}};
}

}  // namespace

ObjectName service_account_name(std::string_view name_space, std::string_view name) {
    return {"v1", "ServiceAccount", std::string(name_space), std::string(name)};
}

std::string_view role_of_account(const json::object& account) {
    const auto* role = find_object(account, "metadata.annotations").if_contains(role_annotation);
    return role != nullptr && role->is_string() ? std::string_view(role->get_string())
                                                : std::string_view();
}

bool is_inlands_account(const json::object& account) {
    return label_of(account, managed_by_label) == managed_by_inland;
}

json::object account_with_role(const ObjectName& name, std::string_view role_arn,
                               const json::object& found) {
    json::object metadata{{"name", name.name}, {"namespace", name.namespace_name}};
    if (found.empty() || is_inlands_account(found))
        metadata["labels"] = labels();
    if (!role_arn.empty())
        metadata["annotations"] = json::object{{role_annotation, role_arn}};
    return {
        {"apiVersion", name.api_version}, {"kind", name.kind}, {"metadata", std::move(metadata)}};
}

json::object new_namespace(std::string_view name) {
    return {{"apiVersion", "v1"},
            {"kind", "Namespace"},
            {"metadata", json::object{{"name", name}, {"labels", labels()}}}};
}

}  // namespace inland::kube
