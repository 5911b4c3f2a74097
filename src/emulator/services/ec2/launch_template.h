// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/services/ec2/instance.h"

#include <string>

namespace inland::emulator {

/// Makes a template with one version. Its id.
std::string make_launch_template(World& world, const Scope& scope, std::string_view name,
                                 json::object data, json::array tags, std::string_view created_by);
/// The data of the version that a LaunchTemplateSpecification names ("$Default", "$Latest", "3"),
/// by id or name.
Result<json::object> launch_template_data(const World& world, const Scope& scope,
                                          const json::object& specification);
/// Adds a version, which becomes the latest. Its number.
std::int64_t add_template_version(World& world, const Scope& scope, const std::string& id,
                                  json::object data);
/// The template and the version that a specification names, by numbers: {"LaunchTemplateId",
/// "LaunchTemplateName", "Version": "3"}.
Result<json::object> resolved_template(const World& world, const Scope& scope,
                                       const json::object& specification);
/// What a template's data says of an instance; the subnet is the caller's to choose.
NewInstance new_instance_from(const World& world, const Scope& scope, const json::object& data);

}  // namespace inland::emulator
