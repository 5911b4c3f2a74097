// SPDX-License-Identifier: Apache-2.0
#include "sources/snapshot/answer_book.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace inland::sources::snapshot {
namespace {

/// What a name may be made of: what stands beside it must be none of these.
bool is_of_name(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' || letter == '_';
}

/// File names hold no slashes and colons: an ARN's or a path's last part stands for it.
std::string_view last_part(std::string_view subject) {
    const auto at = subject.find_last_of("/:");
    return at == std::string_view::npos ? subject : subject.substr(at + 1);
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
    const bool starts = at == 0 || !is_of_name(text[at - 1]);
    const bool ends = at + size == text.size() || !is_of_name(text[at + size]);
    return starts && ends;
}

}  // namespace

const json::value& AnswerBook::keep(JsonDocument document) {
    return documents_.emplace_back(std::move(document)).root();
}

void AnswerBook::add_made(json::object document, std::string path) {
    add({made_.emplace_back(std::move(document)), std::move(path)});
}

void AnswerBook::add(Answer answer) {
    for (const auto& [member, value] : answer.document)
        by_member_[std::string(member)].push_back(answers_.size());
    answers_.push_back(std::move(answer));
}

std::vector<const Answer*> AnswerBook::with(std::string_view member) const {
    std::vector<const Answer*> found;
    if (const auto indices = by_member_.find(member); indices != by_member_.end())
        for (const auto index : indices->second)
            found.push_back(&answers_[index]);
    return found;
}

std::unexpected<Error> unanswered(std::string_view operation) {
    return failure(ErrorKind::NotFound, "the snapshot has no answer to " + std::string(operation),
                   "UnknownOperation");
}

std::unexpected<Error> undescribed(std::string_view what) {
    return failure(ErrorKind::NotFound, "the snapshot does not describe " + std::string(what),
                   "ResourceNotFoundException");
}

bool path_names(std::string_view path, std::string_view subject) {
    const auto name = last_part(subject);
    const auto file = path.substr(path.rfind('/') + 1);
    for (auto at = file.find(name); !name.empty() && at != std::string_view::npos;
         at = file.find(name, at + 1))
        if (stands_alone(file, at, name.size()))
            return true;
    return false;
}

bool is_cut_off(const json::object& document) {
    constexpr std::array<std::string_view, 4> tokens = {"NextToken", "nextToken", "NextMarker",
                                                        "Marker"};
    const bool has_token = std::ranges::any_of(
        tokens, [&](std::string_view token) { return find(document, token) != nullptr; });
    return has_token || find_bool(document, "IsTruncated").value_or(false);
}

}  // namespace inland::sources::snapshot
