// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/coredns_config.h"

#include "emulator/cluster/api/names.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "knowledge/coredns.h"
#include "prove/joins/addons.h"

#include <optional>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view name = "coredns";
constexpr std::string_view name_space = "kube-system";

/// What the add-on's configuration says; nothing where it leaves the Corefile to EKS.
std::optional<std::string> corefile_of(const Objects& objects) {
    const RecordKey key{objects.cluster().scope, std::string(kind::addon),
                        cluster_child(objects.cluster().id, name)};
    const auto* addon = objects.world().store().find(key);
    const auto values =
        addon == nullptr
            ? std::nullopt
            : prove::configuration_values(string_or_empty(*addon, "configurationValues"));
    const auto* corefile = values ? values->find("corefile") : nullptr;
    return corefile != nullptr ? std::optional(corefile->text) : std::nullopt;
}

}  // namespace

void apply_coredns_config(Objects& objects) {
    const auto& type = type_of("", "configmaps");
    const auto corefile = corefile_of(objects);
    objects.ensure(
        type,
        {{"metadata", json::object{{"name", name},
                                   {"namespace", name_space},
                                   {"labels", json::object{{"eks.amazonaws.com/component", name},
                                                           {"k8s-app", "kube-dns"}}}}},
         {"data",
          json::object{{"Corefile", corefile.value_or(knowledge::built_in_coredns().corefile)}}}});
    if (corefile)
        objects.change(type, name_space, name, [&](json::object& config) {
            object_in(config, "data")["Corefile"] = *corefile;
        });
}

}  // namespace inland::emulator::cluster
