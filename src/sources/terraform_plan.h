// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "topology/topology.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace inland::sources {

/// Whether the bytes begin as JSON does; a spec is YAML, and does not.
bool looks_like_terraform_plan(std::string_view bytes);

/// The world as it will be when a Terraform plan is applied. Keys and names are Terraform's
/// addresses. What Terraform does not know yet is followed through the configuration's references
/// to the resource that it will come from, and is unknown where they do not tell. A plan says
/// nothing of locals and dynamic blocks: they are read in the .tf files of `folder`, when the plan
/// was made of them. `bytes` is the output of `terraform show -json PLAN`, UTF-8 or UTF-16; `file`
/// is for places. Bytes that are no plan are an InvalidInput that says what they are instead.
Result<topology::Topology> read_terraform_plan(std::string_view bytes, std::string file,
                                               const std::filesystem::path& folder = {});

}  // namespace inland::sources
