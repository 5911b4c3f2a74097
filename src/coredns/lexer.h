// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "coredns/corefile.h"

#include <string_view>
#include <vector>

namespace inland::coredns {

/// The words of a Corefile: white space parts them, double quotes hold one together, in which only
/// quotes can be escaped, and "#" begins a comment wherever it stands outside of quotes. A quote
/// that is not closed is refused: CoreDNS takes the rest of the file for its word, and would take
/// what is written behind it, too.
Result<std::vector<CorefileToken>> corefile_tokens(std::string_view text);

}  // namespace inland::coredns
