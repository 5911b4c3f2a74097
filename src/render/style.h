// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace inland::render {

enum class Tone { Good, Bad, Doubtful, Strong, Faint };

/// Colours text where the terminal has colours, else leaves it.
class Style {
  public:
    explicit Style(bool colour = false) : colour_(colour) {}
    [[nodiscard]] std::string operator()(Tone tone, std::string_view text) const;

  private:
    bool colour_;
};

}  // namespace inland::render
