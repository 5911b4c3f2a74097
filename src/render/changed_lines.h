// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace inland::render {

/// What changes from one text of several lines to another: the lines that go ("- …"), then those
/// that come ("+ …"), each on a line of its own after `indent`. Long lines are cut.
std::string changed_lines(std::string_view before, std::string_view after, std::string_view indent);

}  // namespace inland::render
