// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace inland::user_data {

/// What a script's variables are set to, as far as its text tells.
class ShellVariables {
  public:
    /// What "$NAME" or the inside of "${NAME:-default}" stands for; "" for what is not set.
    [[nodiscard]] std::string expanded(std::string_view expression) const;
    /// "NAME=value" words that a command begins with, after `export`, `readonly`, `local` or
    /// `declare` too.
    void note_assignments(std::span<const std::string> words);

  private:
    std::map<std::string, std::string, std::less<>> values_;
};

bool is_name_character(char each);
/// Whether a word is "NAME=…".
bool is_assignment(std::string_view word);

}  // namespace inland::user_data
