// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/result.h"
#include "topology/topology.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inland::sources {

struct CloudFormationOptions {
    std::string region = {};   ///< AWS::Region; "": unknown
    std::string account = {};  ///< AWS::AccountId; "": unknown
    /// Values of the template's parameters; the others have their defaults, or are unknown.
    std::map<std::string, std::string> parameters = {};
    /// The bytes of a nested template; the path is as TemplateURL has it, seen from the file of the
    /// template around it. Empty: nested templates are unknown.
    std::function<Result<std::string>(const std::string& path)> load = {};
};

/// Whether a text is a template: by its top-level members, in YAML or JSON.
bool looks_like_cloudformation(std::string_view bytes);

/// The world that a template makes when a stack is created from it. Keys and names are logical ids,
/// "Outer.Inner" in nested stacks. What only CloudFormation will know (imports, macros, parameters
/// without values) is unknown, and the diagnostics say what it is and where. Nothing when the
/// template has mistakes: all of them are in `diagnostics`.
std::optional<topology::Topology> read_cloudformation(std::string_view bytes, std::string file,
                                                      const CloudFormationOptions& options,
                                                      Diagnostics& diagnostics);

/// A parameter file as `aws cloudformation` takes it: a list of {ParameterKey, ParameterValue}, an
/// object of names and values, or {"Parameters": {...}}.
Result<std::map<std::string, std::string>> read_parameters(std::string_view bytes);

}  // namespace inland::sources
