// SPDX-License-Identifier: Apache-2.0
#include "design/addon_version.h"
#include "design/cluster_domains.h"
#include "design/designers.h"

#include <fmt/format.h>

namespace inland::design {
namespace {

std::string why(const knowledge::Addon& addon) {
    return fmt::format("the spec asks for it; {}", addon.before_nodes
                                                       ? "nodes need it to become Ready"
                                                       : "it runs once there are nodes");
}

}  // namespace

void design_addons(Drawing& drawing) {
    check_cluster_domains(drawing);
    design_own_coredns(drawing);
    const auto& names = drawing.spec.addons;
    for (std::size_t index = 0; index < names.size(); ++index) {
        const auto* known = drawing.tables.addon(names[index].value);
        if (known == nullptr || known->kind != knowledge::AddonKind::EksManaged)
            continue;
        const auto* version = version_or_refusal(drawing, *known, names[index].place);
        if (version == nullptr)
            continue;
        auto addon = make<topology::Addon>(
            drawing, names[index].value,
            {fmt::format("spec.addons[{}]", index), names[index].place, why(*known)});
        addon.cluster = refer<topology::Cluster>(drawing.spec.name.value);
        addon.addon_name = {names[index].value, names[index].place};
        addon.version = version->version;
        if (names[index].value == "coredns")
            if (auto configuration = coredns_configuration(drawing.spec); !configuration.empty())
                addon.configuration = std::move(configuration);
        drawing.topology().add(std::move(addon));
    }
}

}  // namespace inland::design
