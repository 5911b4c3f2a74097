// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "sources/terraform/reader.h"

#include <optional>
#include <string_view>

namespace inland::sources::terraform {

/// What an argument of the instance's comes to that the plan calls unknown, when the files write it
/// as `jsonencode({...})`, `yamlencode({...})` or as an object: its members with scalars as texts.
/// Of what is not known each part is a hole: "${KEY}" for the id of the resource of that key, else
/// the words that stand there. Nothing when the files are not there, or write it otherwise.
std::optional<json::object> written_object(const Reader& reader, std::string_view argument);

}  // namespace inland::sources::terraform
