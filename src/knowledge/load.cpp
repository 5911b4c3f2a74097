// SPDX-License-Identifier: Apache-2.0
#include "core/embedded_file.h"
#include "knowledge/document.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <cstdlib>

namespace inland::knowledge {

/// The one file that the build made of knowledge/ (cmake/compile_knowledge.cpp).
std::span<const EmbeddedFile> embedded_files();

namespace {

std::vector<Document> compiled_documents() {
    auto documents = read_compiled(embedded_files().front().text);
    if (!documents)
        std::abort();  // the build wrote it and read it back
    return *std::move(documents);
}

/// A folder may hold only the tables that it replaces.
void add_missing(std::vector<Document>& documents) {
    for (auto& compiled : compiled_documents())
        if (std::ranges::find(documents, compiled.name, &Document::name) == documents.end())
            documents.push_back(std::move(compiled));
}

}  // namespace

const Tables& built_in() {
    static const Tables tables = [] {
        Diagnostics diagnostics;
        return read_tables(compiled_documents(), diagnostics);
    }();
    return tables;
}

Result<Tables> load_folder(const std::string& folder, Diagnostics& diagnostics) {
    Diagnostics found;
    auto documents = read_folder(folder, found);
    add_missing(documents);
    auto tables = read_tables(documents, found);
    const bool failed = found.has_errors();
    diagnostics.append(std::move(found));
    if (failed)
        return failure(ErrorKind::InvalidInput, "the knowledge in " + folder + " has mistakes");
    return tables;
}

}  // namespace inland::knowledge
