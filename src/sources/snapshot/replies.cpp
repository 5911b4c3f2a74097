// SPDX-License-Identifier: Apache-2.0
// How the calls of the table are answered from files.
#include "sources/snapshot/operations.h"

#include <algorithm>
#include <set>

namespace inland::sources::snapshot {
namespace {

bool is_about(const Answer& answer, const Subject& subject, const json::object& input) {
    if (subject.input.empty())
        return true;
    const auto asked = string_or_empty(input, subject.input);
    return subject.path.empty() ? path_names(answer.path, asked)
                                : string_or_empty(answer.document, subject.path) == asked;
}

std::vector<const Answer*> answers_about(const AnswerBook& book, const Operation& operation,
                                         const json::object& input) {
    auto answers = book.with(operation.member);
    std::erase_if(answers, [&](const Answer* answer) {
        return std::ranges::any_of(operation.subjects, [&](const Subject& subject) {
            return !is_about(*answer, subject, input);
        });
    });
    return answers;
}

/// The elements of all lists; pages of one call may be files of their own.
json::value joined(AnswerBook& book, const Operation& operation,
                   const std::vector<const Answer*>& answers, json::storage_ptr memory = {}) {
    json::array elements(memory);
    for (const auto* answer : answers) {
        // One by one: Boost.JSON 1.81 inserts ranges with the memory of what it copies.
        for (const auto& element : find_array(answer->document, operation.member))
            elements.push_back(element);
        if (is_cut_off(answer->document))
            book.note_partial(operation.type);
    }
    json::object answer(std::move(memory));
    answer.emplace(operation.member, std::move(elements));
    return answer;
}

/// The names that descriptions have, of the asked cluster where they say which.
std::set<std::string> described_names(const AnswerBook& book, const Operation& operation,
                                      const json::object& input) {
    std::set<std::string> names;
    const auto cluster = find_string(input, "clusterName");
    for (const auto* answer : book.with(operation.described_by)) {
        const auto& description = find_object(answer->document, operation.described_by);
        if (!cluster || string_or_empty(description, "clusterName") == *cluster)
            names.insert(string_or_empty(description, operation.name_path));
    }
    return names;
}

/// A list that does not say whose it is, of the only cluster there is.
std::vector<const Answer*> lists_of_names(const AnswerBook& book, const Operation& operation,
                                          const json::object& input) {
    auto lists = answers_about(book, operation, input);
    const bool only_one_cluster = book.with("cluster").size() == 1;
    return lists.empty() && only_one_cluster ? book.with(operation.member) : lists;
}

}  // namespace

Result<json::value> joined_answers(AnswerBook& book, const Operation& operation,
                                   const json::object& input) {
    const auto answers = answers_about(book, operation, input);
    if (answers.empty())
        return unanswered(operation.name);
    const auto* first = find(answers.front()->document, operation.member);
    if (first == nullptr || !first->is_array())
        return json::value(answers.front()->document);
    return joined(book, operation, answers, book.memory());
}

Result<json::value> listed_names(AnswerBook& book, const Operation& operation,
                                 const json::object& input) {
    auto names = described_names(book, operation, input);
    const auto lists = lists_of_names(book, operation, input);
    if (lists.empty() && names.empty())
        return unanswered(operation.name);
    const bool is_of_cluster = !operation.subjects.front().input.empty();
    if (lists.empty() && is_of_cluster)
        book.note_partial(operation.type);
    const auto all = joined(book, operation, lists);
    for (const auto& name : find_array(all, operation.member))
        if (name.is_string())
            names.emplace(name.as_string());
    return json::object{{operation.member, json::array(names.begin(), names.end())}};
}

Result<json::value> one_described(AnswerBook& book, const Operation& operation,
                                  const json::object& input) {
    const auto answers = answers_about(book, operation, input);
    if (!answers.empty())
        return json::value(answers.back()->document);
    book.note_partial(operation.type);
    return undescribed(operation.member);
}

Result<json::value> elements_by_id(AnswerBook& book, const Operation& operation,
                                   const json::object& input) {
    const auto& subject = operation.subjects.front();
    std::set<std::string> wanted;
    for (const auto& id : find_array(input, subject.input))
        wanted.emplace(id.is_string() ? id.as_string() : "");
    json::array found;
    const auto all = joined(book, operation, book.with(operation.member));
    for (const auto& element : find_array(all, operation.member))
        if (wanted.erase(string_or_empty(element, subject.path)) > 0)
            found.push_back(element);
    if (!wanted.empty())
        book.note_partial(operation.type);
    return found.empty() ? Result<json::value>(undescribed(operation.member))
                         : json::value(json::object{{operation.member, std::move(found)}});
}

Result<json::value> vpc_attribute(AnswerBook& book, const Operation& operation,
                                  const json::object& input) {
    // The answer's member is the attribute with a capital letter: enableDnsSupport.
    auto member = string_or_empty(input, "Attribute");
    if (!member.empty())
        member.front() = 'E';
    for (const auto* answer : book.with(member))
        if (string_or_empty(answer->document, "VpcId") == string_or_empty(input, "VpcId"))
            return json::value(answer->document);
    return unanswered(operation.name);
}

Result<json::value> zone_records(AnswerBook& book, const Operation& operation,
                                 const json::object& input) {
    const auto answers = answers_about(book, operation, input);
    const bool is_whole = std::ranges::none_of(
        answers, [](const Answer* answer) { return is_cut_off(answer->document); });
    if (answers.empty() || !is_whole)
        return failure(ErrorKind::NotFound, "the snapshot has not all records of the zone",
                       "NoSuchHostedZone");
    return joined(book, operation, answers);
}

}  // namespace inland::sources::snapshot
