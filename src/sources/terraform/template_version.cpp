// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/template_version.h"

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;

bool is_newest(const LaunchTemplate& made, const Attribute<std::string>& version) {
    const bool is_new = made.id.empty();
    // Not known yet is what this very plan makes: the newest.
    if (is_new || version.is_unknown() || (version.is_known() && version.value() == "$Latest"))
        return true;
    if (!made.latest_version.is_known())
        return false;
    const bool by_default = version.is_absent() || version.value() == "$Default";
    if (by_default)
        return made.default_version == made.latest_version;
    return version.value() == std::to_string(made.latest_version.value());
}

}  // namespace

ChosenTemplate template_of(const Reading& reading, const Reader& reader, std::string_view prefix) {
    const auto at = [&](std::string_view member) { return fmt::format("{}{}", prefix, member); };
    ChosenTemplate chosen;
    chosen.version = reader.text(at("version"));
    chosen.made = reader.reference<LaunchTemplate>(at("id"));
    if (chosen.made.is_absent())
        chosen.made = reader.reference<LaunchTemplate>(at("launch_template_id"));
    for (const auto* member : {"name", "launch_template_name"})
        if (!chosen.made.is_known())
            if (const auto named = reader.reference_by_name<LaunchTemplate>(at(member));
                named.is_known())
                chosen.made = named;
    const auto* made = reading.topology.find(chosen.made);
    if (made != nullptr && !is_newest(*made, chosen.version))
        chosen.made = decltype(chosen.made)::unknown(reader.place());
    return chosen;
}

}  // namespace inland::sources::terraform
