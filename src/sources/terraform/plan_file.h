// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_arena.h"
#include "core/result.h"

#include <string_view>

namespace inland::sources::terraform {

/// The document of `terraform show -json PLAN` (format 1.x), in UTF-8 or, as PowerShell's `>`
/// writes it, UTF-16 with a byte order mark. The error says what the bytes are instead.
/// https://developer.hashicorp.com/terraform/internals/json-format
Result<JsonDocument> read_plan_file(std::string_view bytes);

/// Whether a document is such a plan; states and other JSON are not.
bool is_plan(const json::value& document);

}  // namespace inland::sources::terraform
