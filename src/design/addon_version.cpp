// SPDX-License-Identifier: Apache-2.0
#include "design/addon_version.h"

#include "knowledge/needed_images.h"

#include <fmt/format.h>

namespace inland::design {

const knowledge::AddonVersion* version_or_refusal(const Drawing& drawing,
                                                  const knowledge::Addon& addon,
                                                  const Place& place) {
    const auto* version = knowledge::addon_version(addon, drawing.spec.version.value);
    if (version == nullptr)
        drawing.result.diagnostics.add(
            {.severity = Severity::Error,
             .rule = "addon-version",
             .summary = "no version of the add-on is known for this Kubernetes",
             .detail = fmt::format("{} with Kubernetes {}", addon.name, drawing.spec.version.value),
             .remedy = "choose another version, or leave the add-on out",
             .place = place});
    return version;
}

}  // namespace inland::design
