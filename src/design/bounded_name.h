// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace inland::design {

/// `name` and `ending`, of at most `longest` characters: of a name that is too long a digest stands
/// for the rest, so that two clusters never meet.
std::string bounded_name(std::string_view name, std::string_view ending, std::size_t longest);

}  // namespace inland::design
