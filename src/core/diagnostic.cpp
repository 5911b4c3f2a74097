// SPDX-License-Identifier: Apache-2.0
#include "core/diagnostic.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

namespace inland {

namespace {

std::string_view severity_name(Severity severity) {
    switch (severity) {
        case Severity::Error:
            return "error";
        case Severity::Warning:
            return "warning";
        case Severity::Note:
            return "note";
    }
    return "note";
}

}  // namespace

std::string Place::text() const {
    std::string text = file;
    if (line > 0)
        text += fmt::format("{}{}", text.empty() ? "line " : ":", line);
    if (line > 0 && column > 0)
        text += fmt::format(":{}", column);
    return text;
}

std::string Diagnostic::text() const {
    std::string text = place.text();
    if (!text.empty())
        text += ": ";
    text += fmt::format("{}: {}", severity_name(severity), summary);
    if (!detail.empty())
        text += fmt::format(": {}", detail);
    if (!remedy.empty())
        text += fmt::format(" ({})", remedy);
    return text;
}

void Diagnostics::append(Diagnostics other) {
    items_.insert(items_.end(), std::make_move_iterator(other.items_.begin()),
                  std::make_move_iterator(other.items_.end()));
}

bool Diagnostics::has_errors() const {
    return std::ranges::any_of(items_,
                               [](const auto& item) { return item.severity == Severity::Error; });
}

std::vector<Diagnostic> Diagnostics::sorted() const {
    auto sorted = items_;
    std::ranges::stable_sort(sorted, {}, [](const auto& item) {
        return std::tuple(item.place, item.severity, item.rule);
    });
    return sorted;
}

}  // namespace inland
