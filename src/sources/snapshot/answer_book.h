// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_arena.h"
#include "core/result.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::snapshot {

/// One answer of AWS, which its book keeps, and the path of the file that holds it.
struct Answer {
    const json::object& document;
    std::string path;
};

/// All answers of a snapshot by their top-level members. Filled once, then asked; what could not be
/// told completely is noted along the way.
class AnswerBook {
  public:
    /// Keeps the document of a file for as long as the book lives.
    const json::value& keep(JsonDocument document);
    /// Adds an answer in a document that is kept, or one that is made of others.
    void add(Answer answer);
    void add_made(json::object document, std::string path);

    /// Where what is made of large answers lies as long as the book lives.
    [[nodiscard]] json::storage_ptr memory() { return arena_.get(); }

    /// The answers that have that top-level member.
    [[nodiscard]] std::vector<const Answer*> with(std::string_view member) const;

    /// A class of resources of which more exists than was told.
    void note_partial(std::string_view type) { partial_.emplace(type); }
    [[nodiscard]] const std::set<std::string>& partial() const { return partial_; }

  private:
    static constexpr std::size_t first_memory = 1 << 16;
    std::unique_ptr<JsonArena> arena_ = std::make_unique<JsonArena>(first_memory);
    std::deque<JsonDocument> documents_;
    std::deque<json::object> made_;
    std::vector<Answer> answers_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> by_member_;
    std::set<std::string> partial_;
};

/// What the snapshot does not hold: as of an endpoint that lacks the operation.
std::unexpected<Error> unanswered(std::string_view operation);
/// A resource that a list names and that no answer describes.
std::unexpected<Error> undescribed(std::string_view what);

/// Whether a path names the subject of an unlabelled answer: "list-role-policies.nodes.json" is
/// about "nodes", and about "arn:aws:iam::123456789012:policy/nodes".
bool path_names(std::string_view path, std::string_view subject);

/// Whether AWS had more to say (NextToken and the like are left).
bool is_cut_off(const json::object& document);

}  // namespace inland::sources::snapshot
