// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/design.h"
#include "spec/parse.h"

#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace inland::design::testing {

/// A day on which the example's version is supported.
inline TimePoint today() {
    return *parse_iso8601("2026-11-22T00:00:00Z");
}

inline std::string example_text() {
    std::ifstream file(std::string(INLAND_SOURCE_DIR) + "/examples/private.yaml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The example with one line in place of another, or lines added at the end of `spec`.
inline std::string with(std::string_view line, std::string_view replacement) {
    auto text = example_text();
    const auto at = text.find(line);
    EXPECT_NE(at, std::string::npos) << line;
    return text.replace(at, line.size(), replacement);
}
inline std::string with_added(std::string_view lines) {
    return example_text() + std::string(lines);
}

inline Design design_of(const std::string& text, const GivenNetwork* given = nullptr) {
    Diagnostics diagnostics;
    const auto& tables = knowledge::built_in();
    const auto cluster = spec::parse(text, "cluster.yaml", tables, today(), diagnostics);
    for (const auto& item : diagnostics.items())
        EXPECT_NE(item.severity, Severity::Error) << item.text();
    if (!cluster) {
        ADD_FAILURE() << "the spec is not valid";
        return {};
    }
    return design(*cluster, tables, given);
}

/// The designed example, without errors.
inline Design example() {
    auto result = design_of(example_text());
    for (const auto& item : result.diagnostics.items())
        ADD_FAILURE() << item.text();
    return result;
}

}  // namespace inland::design::testing
