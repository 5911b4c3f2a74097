// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/terraform/reader.h"

namespace inland::sources::terraform {

/// Which launch template a group's machines are started from.
struct ChosenTemplate {
    topology::Attribute<topology::Reference<topology::LaunchTemplate>> made;
    topology::Attribute<std::string> version;
};

/// Reads the block at `prefix` ("launch_template.0."), which names a template by id or name. A plan
/// shows the newest version of a template only: of a group that stays at another one the template
/// is unknown. Templates must have been read before.
ChosenTemplate template_of(const Reading& reading, const Reader& reader, std::string_view prefix);

}  // namespace inland::sources::terraform
