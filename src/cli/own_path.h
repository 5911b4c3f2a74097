// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace inland::cli {

/// The path of the running binary, for programs that are to call it again.
std::string own_path();

}  // namespace inland::cli
