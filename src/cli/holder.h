// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace inland::cli {

/// This process, as a lease names it: "process 12 (started 3456) on HOST". The start time tells it
/// from a later process of the same number.
std::string own_holder_name();

/// Whether a holder is known to be gone: a process of this host that has ended. Of other hosts
/// nothing is known.
bool holder_is_gone(const std::string& holder);

}  // namespace inland::cli
