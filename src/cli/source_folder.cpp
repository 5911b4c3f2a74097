// SPDX-License-Identifier: Apache-2.0
// Folders of answers of AWS, and batches of them.
#include "cli/report.h"
#include "cli/source_topologies.h"
#include "knowledge/bounded_file.h"
#include "knowledge/reporter.h"
#include "sources/snapshot.h"
#include "sources/top_level_keys.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace inland::cli {

namespace {

namespace fs = std::filesystem;

/// Deeper folders are a loop of links, or no snapshot.
constexpr int deepest_folder = 16;

std::vector<fs::directory_entry> entries_of(const fs::path& folder) {
    std::vector<fs::directory_entry> entries;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        if (!at->path().filename().string().starts_with('.'))
            entries.push_back(*at);
    std::ranges::sort(entries);
    return entries;
}

bool has_files(const fs::path& folder) {
    return std::ranges::any_of(entries_of(folder), [](const fs::directory_entry& entry) {
        return entry.is_regular_file();
    });
}

void add_files(const fs::path& folder, int depth, std::vector<std::string>& files) {
    for (const auto& entry : entries_of(folder)) {
        if (entry.is_regular_file())
            files.push_back(entry.path().string());
        else if (entry.is_directory() && depth < deepest_folder)
            add_files(entry.path(), depth + 1, files);
    }
}

/// A folder with files of its own is one snapshot; one without is a batch of those below it.
void add_snapshots(const fs::path& folder, int depth, std::vector<fs::path>& snapshots) {
    if (has_files(folder)) {
        snapshots.push_back(folder);
        return;
    }
    for (const auto& entry : entries_of(folder))
        if (entry.is_directory() && depth < deepest_folder)
            add_snapshots(entry.path(), depth + 1, snapshots);
}

/// Notes beside the answers, and what a call that failed left empty, are no answers: the class that
/// they might have told about is unknown.
bool is_json(std::string_view bytes) {
    return !sources::top_level_keys(bytes).empty();
}

std::vector<sources::SnapshotFile> answers_in(const fs::path& folder, Diagnostics& diagnostics) {
    std::vector<std::string> paths;
    add_files(folder, 0, paths);
    std::vector<sources::SnapshotFile> files;
    for (auto& path : paths) {
        knowledge::Reporter reporter(path, diagnostics);
        auto bytes = knowledge::read_bounded_file(path, largest_source, reporter);
        if (bytes && is_json(*bytes))
            files.push_back({std::move(path), std::move(*bytes)});
    }
    if (files.empty())
        diagnostics.add({.rule = "snapshot",
                         .summary = "the folder holds no answers of AWS",
                         .detail = "no file in it is what `aws ... --output json` prints",
                         .remedy = "`inland prove --help` lists the calls",
                         .place = {.file = folder.string()}});
    return files;
}

std::optional<SourceTopology> read_snapshot(const fs::path& folder, Diagnostics& diagnostics) {
    const auto files = answers_in(folder, diagnostics);
    auto topology = sources::read_snapshot(files, diagnostics);
    if (!topology)
        return std::nullopt;
    return SourceTopology{std::move(*topology), {"snapshot", folder.string()}};
}

}  // namespace

std::optional<std::vector<SourceTopology>> read_folder(const Invocation& invocation,
                                                       const std::string& path) {
    std::vector<fs::path> folders;
    add_snapshots(path, 0, folders);
    if (folders.empty())
        folders.emplace_back(path);  // which says that it holds nothing
    Diagnostics diagnostics;
    std::vector<SourceTopology> read;
    for (const auto& folder : folders)
        if (auto snapshot = read_snapshot(folder, diagnostics))
            read.push_back(std::move(*snapshot));
    report(invocation.streams, diagnostics);
    if (diagnostics.has_errors())
        return std::nullopt;
    return read;
}

}  // namespace inland::cli
