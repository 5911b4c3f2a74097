// SPDX-License-Identifier: Apache-2.0
#include "kube/coredns_config.h"

namespace inland::kube {

namespace {

constexpr std::string_view corefile_key = "Corefile";

}  // namespace

ObjectName coredns_config_name() {
    return {"v1", "ConfigMap", "kube-system", "coredns"};
}

std::optional<std::string> corefile_of(const json::object& config) {
    const auto& data = find_object(config, "data");
    const auto* text = data.if_contains(corefile_key);
    return text != nullptr && text->is_string() ? std::optional(std::string(text->get_string()))
                                                : std::nullopt;
}

json::object config_with_corefile(const json::object& found, std::string_view corefile) {
    const auto name = coredns_config_name();
    return {{"apiVersion", name.api_version},
            {"kind", name.kind},
            {"metadata",
             json::object{{"name", name.name},
                          {"namespace", name.namespace_name},
                          {"resourceVersion", string_or_empty(found, "metadata.resourceVersion")}}},
            {"data", json::object{{corefile_key, corefile}}}};
}

}  // namespace inland::kube
