// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace inland {

/// A place in a user's file; line and column start at 1, 0 means unknown.
struct Place {
    std::string file = {};
    int line = 0;
    int column = 0;

    /// "file:line:column", as far as known.
    [[nodiscard]] std::string text() const;
    auto operator<=>(const Place&) const = default;
};

enum class Severity { Error, Warning, Note };

/// One thing to tell the user: `summary` is constant text, `detail` says what, why and with which
/// values, `remedy` what to do. Full sentences without a trailing newline.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string rule;
    std::string summary;
    std::string detail = {};
    std::string remedy = {};
    Place place = {};

    /// "file:3:5: error: summary: detail (remedy)".
    [[nodiscard]] std::string text() const;
    bool operator==(const Diagnostic&) const = default;
};

/// All mistakes at once. Checks append; only a command's view sorts and prints.
class Diagnostics {
  public:
    void add(Diagnostic diagnostic) { items_.push_back(std::move(diagnostic)); }
    void append(Diagnostics other);
    [[nodiscard]] bool has_errors() const;
    [[nodiscard]] bool empty() const { return items_.empty(); }
    /// By file, line, column, then rule: the order in which they are shown.
    [[nodiscard]] std::vector<Diagnostic> sorted() const;
    [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }

  private:
    std::vector<Diagnostic> items_;
};

}  // namespace inland
