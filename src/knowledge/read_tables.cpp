// SPDX-License-Identifier: Apache-2.0
#include "knowledge/document.h"
#include "knowledge/readers/readers.h"
#include "knowledge/references.h"

#include <algorithm>
#include <array>

namespace inland::knowledge {

namespace {

std::vector<std::string> file_names() {
    std::vector<std::string> names;
    for (const auto& file : table_files())
        names.emplace_back(file.name);
    return names;
}

void report_unknown_files(const std::vector<Document>& documents, Diagnostics& diagnostics) {
    const auto known = file_names();
    for (const auto& document : documents)
        if (std::ranges::find(known, document.name) == known.end())
            Reporter(document.path, diagnostics)
                .unknown_word({}, "unknown-file", "no table has this name", document.name, known);
}

void read_file(const TableFile& file, const std::vector<Document>& documents, Tables& tables,
               Diagnostics& diagnostics) {
    const auto found = std::ranges::find(documents, file.name, &Document::name);
    if (found == documents.end())
        return Reporter(file.name, diagnostics)
            .error({}, "missing-file", "a knowledge file is missing", std::string(file.name));
    Reporter reporter(found->path, diagnostics);
    file.read(found->root, reporter, tables);
}

/// What follows from other rows need not be written in the files.
void complete(Tables& tables) {
    for (const auto& region : tables.regions)
        for (auto& partition : tables.partitions)
            if (partition.name == region.partition)
                partition.regions.push_back(region.name);
    for (auto& endpoint : tables.endpoints)
        if (endpoint.zones.empty())
            for (const auto& name : endpoint.names)
                endpoint.zones.push_back(name.starts_with("*.") ? name.substr(2) : name);
}

}  // namespace

Tables read_tables(const std::vector<Document>& documents, Diagnostics& diagnostics) {
    Tables tables;
    report_unknown_files(documents, diagnostics);
    for (const auto& file : table_files())
        read_file(file, documents, tables, diagnostics);
    complete(tables);
    check_references(documents, tables, diagnostics);
    return tables;
}

}  // namespace inland::knowledge
