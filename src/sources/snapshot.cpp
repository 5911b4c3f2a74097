// SPDX-License-Identifier: Apache-2.0
#include "sources/snapshot.h"

#include "sources/live.h"
#include "sources/snapshot/answer_file.h"
#include "sources/snapshot/operations.h"
#include "sources/snapshot/origin.h"
#include "sources/top_level_keys.h"

#include <algorithm>
#include <utility>

namespace inland::sources {

namespace {

using snapshot::AnswerBook;

Describe describe_from(AnswerBook& book) {
    return [&book](std::string_view service, std::string_view name,
                   json::object input) -> Result<json::value> {
        const auto* operation = snapshot::operation_named(service, name);
        if (operation == nullptr)
            return snapshot::unanswered(name);
        const auto reply =
            operation->reply != nullptr ? operation->reply : snapshot::joined_answers;
        auto answer = reply(book, *operation, input);
        // Pages are files of their own: what is left of a cut-off answer has been noted.
        if (answer && answer->is_object())
            for (const auto* token : {"NextToken", "nextToken", "Marker", "NextMarker"})
                answer->as_object().erase(token);
        return answer;
    };
}

/// What several files tell together, or in part, or of one resource among many, is asked for.
const json::array* kept_in(const AnswerBook& book, std::string_view name, std::string_view list) {
    const auto* operation = snapshot::operation_with(name, list);
    const bool is_about_all = operation != nullptr && operation->reply == nullptr &&
                              operation->subjects.front().input.empty();
    const auto answers = is_about_all ? book.with(list) : std::vector<const snapshot::Answer*>();
    if (answers.size() != 1 || snapshot::is_cut_off(answers.front()->document))
        return nullptr;
    const auto* elements = find(answers.front()->document, list);
    return elements == nullptr ? nullptr : elements->if_array();
}

void add_missing(topology::Topology& topology, const AnswerBook& book) {
    for (const auto& type : book.partial())
        if (std::ranges::find(topology.missing, type) == topology.missing.end())
            topology.missing.push_back(type);
}

}  // namespace

bool looks_like_snapshot(std::string_view bytes) {
    const auto keys = top_level_keys(bytes);
    return std::ranges::any_of(keys, [](const std::string& key) {
        return std::ranges::find(snapshot::operations(), key, &snapshot::Operation::member) !=
               snapshot::operations().end();
    });
}

std::optional<topology::Topology> read_snapshot(const std::vector<SnapshotFile>& files,
                                                Diagnostics& diagnostics) {
    AnswerBook book;
    for (const auto& file : files)
        snapshot::read_file(file, book, diagnostics);
    const auto origin = snapshot::origin_of(book, diagnostics);
    if (diagnostics.has_errors())
        return std::nullopt;
    const auto kept = [&](std::string_view operation, std::string_view list) {
        return kept_in(book, operation, list);
    };
    auto topology = read_live(describe_from(book),
                              {.account = origin.account, .region = origin.region, .kept = kept});
    if (!topology) {
        diagnostics.add({.rule = "snapshot",
                         .summary = "the snapshot cannot be read",
                         .detail = topology.error().message});
        return std::nullopt;
    }
    add_missing(*topology, book);
    return std::move(*topology);
}

}  // namespace inland::sources
