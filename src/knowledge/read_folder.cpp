// SPDX-License-Identifier: Apache-2.0
#include "core/diagnostic.h"
#include "knowledge/bounded_file.h"
#include "knowledge/document.h"
#include "knowledge/yaml_document.h"

#include <algorithm>
#include <filesystem>

namespace inland::knowledge {

namespace {

namespace fs = std::filesystem;

void report_folder(const std::string& folder, const std::string& detail, Diagnostics& diagnostics) {
    Reporter(folder, diagnostics)
        .error({}, "no-folder", "the knowledge folder cannot be read", detail);
}

std::vector<fs::path> yaml_files(const std::string& folder, Diagnostics& diagnostics) {
    std::error_code problem;
    std::vector<fs::path> paths;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem))
        if (entry->path().extension() == ".yaml")
            paths.push_back(entry->path());
    if (problem)
        report_folder(folder, problem.message(), diagnostics);
    std::ranges::sort(paths);
    return paths;
}

}  // namespace

std::vector<Document> read_folder(const std::string& folder, Diagnostics& diagnostics) {
    std::vector<Document> documents;
    for (const auto& path : yaml_files(folder, diagnostics)) {
        Reporter reporter(path.string(), diagnostics);
        const auto text = read_bounded_file(path.string(), YamlLimits{}.maximum_bytes, reporter);
        if (!text)
            continue;
        if (auto root = parse_yaml(*text, reporter))
            documents.push_back({path.filename().string(), path.string(), std::move(*root)});
    }
    return documents;
}

}  // namespace inland::knowledge
