// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "knowledge/node.h"

#include <span>
#include <string>
#include <string_view>

namespace inland::knowledge {

/// Collects the mistakes of one file, and stops after a few hundred: nobody reads more, and a file
/// may be made of nothing else. Refers to, and does not own, the Diagnostics.
class Reporter {
  public:
    Reporter(std::string_view file, Diagnostics& diagnostics)
        : file_(file), diagnostics_(diagnostics) {}

    [[nodiscard]] Place place(Position position) const {
        return {file_, position.line, position.column};
    }
    void error(Position position, std::string rule, std::string summary, std::string detail,
               std::string remedy = {});
    /// "expected a list, found text".
    void wrong_kind(const Node& node, std::string_view name, std::string_view expected);
    /// A word that is none of `known`, with the nearest of them as remedy, or else all.
    void unknown_word(Position position, std::string rule, std::string summary,
                      std::string_view word, std::span<const std::string> known);
    [[nodiscard]] const std::string& file() const { return file_; }

  private:
    [[nodiscard]] bool is_full() const;

    std::string file_;
    Diagnostics& diagnostics_;
    std::size_t reported_ = 0;
};

/// How a user sees a word of theirs in a message: quoted, cut where long, control bytes as "?".
std::string quoted(std::string_view word);

}  // namespace inland::knowledge
