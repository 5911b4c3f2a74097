// SPDX-License-Identifier: Apache-2.0
// Calls that are answered from elements which say themselves what they are about.
#include "sources/snapshot/operations.h"

#include <algorithm>

namespace inland::sources::snapshot {
namespace {

/// The member is a text, or a list of them.
bool says(const json::value& element, const Subject& subject, const std::string& asked) {
    const auto* value = find(element, subject.path);
    if (value == nullptr)
        return false;
    if (value->is_string())
        return value->as_string() == asked;
    return value->is_array() && std::ranges::any_of(value->as_array(), [&](const json::value& one) {
               return one.is_string() && one.as_string() == asked;
           });
}

}  // namespace

Result<json::value> elements_about(AnswerBook& book, const Operation& operation,
                                   const json::object& input) {
    const auto answers = book.with(operation.member);
    if (answers.empty())
        return unanswered(operation.name);
    const auto& subject = operation.subjects.front();
    const auto asked = string_or_empty(input, subject.input);
    json::array found;
    for (const auto* answer : answers) {
        if (is_cut_off(answer->document))
            book.note_partial(operation.type);
        for (const auto& element : find_array(answer->document, operation.member))
            if (says(element, subject, asked))
                found.push_back(element);
    }
    return json::object{{operation.member, std::move(found)}};
}

Result<json::value> provider_of_url(AnswerBook& book, const Operation& operation,
                                    const json::object& input) {
    const auto& subject = operation.subjects.front();
    const auto arn = string_or_empty(input, subject.input);
    for (const auto* answer : book.with(operation.member)) {
        const auto url = string_or_empty(answer->document, subject.path);
        if (!url.empty() && arn.ends_with("/" + url))
            return json::value(answer->document);
    }
    return unanswered(operation.name);
}

}  // namespace inland::sources::snapshot
