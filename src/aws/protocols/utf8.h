// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace inland::aws {

/// Whether bytes are well-formed UTF-8 (Unicode table 3-7: no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

/// Without the control characters that XML 1.0 has no way to write.
std::string without_xml_controls(std::string_view text);

}  // namespace inland::aws
