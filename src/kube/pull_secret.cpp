// SPDX-License-Identifier: Apache-2.0
#include "kube/pull_secret.h"

#include "core/crypto.h"
#include "kube/addon_objects.h"

#include <algorithm>

namespace inland::kube {

namespace {

constexpr std::string_view secret_type = "kubernetes.io/dockerconfigjson";
constexpr std::string_view content_key = ".dockerconfigjson";

json::object reference() {
    return {{"name", pull_secret_name}};
}

bool is_reference(const json::value& entry) {
    return string_or_empty(entry, "name") == pull_secret_name;
}

}  // namespace

json::object pull_secret(std::string_view name_space, std::string_view docker_config) {
    return {
        {"apiVersion", "v1"},
        {"kind", "Secret"},
        {"metadata", json::object{{"name", pull_secret_name},
                                  {"namespace", name_space},
                                  {"labels", json::object{{managed_by_label, managed_by_inland}}}}},
        {"type", secret_type},
        {"data", json::object{{content_key, base64(docker_config)}}}};
}

bool holds_pull_secret(const json::object& found, std::string_view docker_config) {
    const auto* content = find_object(found, "data").if_contains(content_key);
    return string_or_empty(found, "type") == secret_type && content != nullptr &&
           *content == json::value(base64(docker_config));
}

bool names_pull_secret(const json::object& account) {
    return std::ranges::any_of(find_array(account, "imagePullSecrets"), is_reference);
}

json::object account_with_pull_secret(std::string_view name_space, std::string_view name,
                                      const json::object& found) {
    auto secrets = find_array(found, "imagePullSecrets");
    if (!names_pull_secret(found))
        secrets.push_back(reference());
    json::object metadata{{"name", name}, {"namespace", name_space}};
    if (const auto version = string_or_empty(found, "metadata.resourceVersion"); !version.empty())
        metadata["resourceVersion"] = version;
    return {{"apiVersion", "v1"},
            {"kind", "ServiceAccount"},
            {"metadata", std::move(metadata)},
            {"imagePullSecrets", std::move(secrets)}};
}

void let_pods_pull(json::object& workload) {
    json::object* inner = &workload;
    for (const auto* member : {"spec", "template", "spec"}) {
        auto* value = inner->if_contains(member);
        if (value == nullptr || !value->is_object())
            return;
        inner = &value->get_object();
    }
    (*inner)["imagePullSecrets"] = json::array{reference()};
}

}  // namespace inland::kube
