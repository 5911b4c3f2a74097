// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/parse.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::spec {

/// A short spec without mistakes, whose lines the tests change: line 1 is `apiVersion`.
std::string good_spec();

/// `text` with the only occurrence of `from` replaced.
std::string replaced(std::string text, std::string_view from, std::string_view to);

/// What parse() says about a text, as "line:column rule", in order.
std::vector<std::string> mistakes_in(std::string_view text);

/// The full text of all diagnostics, one a line.
std::string messages_about(std::string_view text);

/// 2026-11-22, when 1.30 has ended and 1.31 has not.
TimePoint today();

}  // namespace inland::spec
