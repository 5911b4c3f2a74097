// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

namespace inland::cli {

/// A token that the first SIGINT or SIGTERM stops; a second one ends the process with 130. The
/// handlers are set at the first call. Any thread.
std::stop_token interrupt_token();

}  // namespace inland::cli
