// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "knowledge/needed_images.h"

#include <fmt/format.h>

namespace inland::design {
namespace {

void refuse(const Drawing& drawing, const spec::PlacedText& name) {
    drawing.result.diagnostics.add(
        {.severity = Severity::Error,
         .rule = "addon-version",
         .summary = "no version of the add-on is known for this Kubernetes",
         .detail = fmt::format("{} with Kubernetes {}", name.value, drawing.spec.version.value),
         .remedy = "choose another version, or leave the add-on out",
         .place = name.place});
}

std::string why(const knowledge::Addon& addon) {
    return fmt::format("the spec asks for it; {}", addon.before_nodes
                                                       ? "nodes need it to become Ready"
                                                       : "it runs once there are nodes");
}

}  // namespace

void design_addons(Drawing& drawing) {
    const auto& names = drawing.spec.addons;
    for (std::size_t index = 0; index < names.size(); ++index) {
        const auto* known = drawing.tables.addon(names[index].value);
        const auto* version = known == nullptr
                                  ? nullptr
                                  : knowledge::addon_version(*known, drawing.spec.version.value);
        if (version == nullptr) {
            refuse(drawing, names[index]);
            continue;
        }
        auto addon = make<topology::Addon>(
            drawing, names[index].value,
            {fmt::format("spec.addons[{}]", index), names[index].place, why(*known)});
        addon.cluster = refer<topology::Cluster>(drawing.spec.name.value);
        addon.addon_name = {names[index].value, names[index].place};
        addon.version = version->version;
        drawing.topology().add(std::move(addon));
    }
}

}  // namespace inland::design
