// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/embedded_file.h"

#include <span>

namespace inland::aws::api {

/// The tables of src/aws/api, compiled in: one file per service, and partitions.api.
std::span<const EmbeddedFile> embedded_files();

}  // namespace inland::aws::api
