// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/embedded_file.h"
#include "core/result.h"
#include "knowledge/document.h"
#include "knowledge/reporter.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Rules that one file of knowledge/ holds and that are not part of Tables, since only some
/// commands read them. A Rules type has `static constexpr std::string_view file_name` and
/// `void read_rules(const Node&, Reporter&, Rules&)`.
namespace inland::knowledge {

/// The one file that the build made of knowledge/ (cmake/compile_knowledge.cpp).
std::span<const EmbeddedFile> embedded_files();

/// Of the document that is named so; nothing where there is none.
template <typename Rules>
Rules rules_of(const std::vector<Document>& documents, Diagnostics& diagnostics) {
    Rules rules;
    const auto found = std::ranges::find(documents, Rules::file_name, &Document::name);
    if (found == documents.end())
        return rules;
    Reporter reporter(found->path, diagnostics);
    read_rules(found->root, reporter, rules);
    return rules;
}

/// Compiled into this binary.
template <typename Rules>
const Rules& built_in_rules() {
    static const Rules rules = [] {
        Diagnostics diagnostics;
        const auto documents = read_compiled(embedded_files().front().text);
        return documents ? rules_of<Rules>(*documents, diagnostics) : Rules{};
    }();
    return rules;
}

/// Those of a folder, or the built-in ones where it has no such file.
template <typename Rules>
Result<Rules> load_rules(const std::string& folder, Diagnostics& diagnostics) {
    Diagnostics found;
    const auto documents = read_folder(folder, found);
    auto rules = rules_of<Rules>(documents, found);
    const bool failed = found.has_errors();
    diagnostics.append(std::move(found));
    if (failed)
        return failure(ErrorKind::InvalidInput, "the knowledge in " + folder + " has mistakes");
    return rules.empty() ? built_in_rules<Rules>() : rules;
}

}  // namespace inland::knowledge
