// SPDX-License-Identifier: Apache-2.0
// Launch templates are asked for by id and by version.
#include "sources/snapshot/operations.h"

#include <algorithm>
#include <string>

namespace inland::sources::snapshot {
namespace {

constexpr std::string_view id_member = "LaunchTemplateId";

std::vector<const json::value*> elements_of(const AnswerBook& book, std::string_view member,
                                            std::string_view id) {
    std::vector<const json::value*> found;
    for (const auto* answer : book.with(member))
        for (const auto& element : find_array(answer->document, member))
            if (string_or_empty(element, id_member) == id)
                found.push_back(&element);
    return found;
}

/// "$Latest" and "$Default" are numbers that the template's own description has.
std::string version_number(const AnswerBook& book, std::string_view id, std::string version) {
    const auto member = version == "$Latest" ? "LatestVersionNumber" : "DefaultVersionNumber";
    if (!version.starts_with('$'))
        return version;
    for (const auto* described : elements_of(book, "LaunchTemplates", id))
        if (const auto number = find_int(*described, member))
            return std::to_string(*number);
    return {};
}

}  // namespace

Result<json::value> template_version(AnswerBook& book, const Operation& operation,
                                     const json::object& input) {
    const auto id = string_or_empty(input, id_member);
    const auto wanted = version_number(book, id, string_or_empty(input, "Versions.0"));
    for (const auto* element : elements_of(book, operation.member, id))
        if (std::to_string(find_int(*element, "VersionNumber").value_or(0)) == wanted)
            return json::object{{operation.member, json::array{*element}}};
    book.note_partial(operation.type);
    return undescribed("the version of a launch template");
}

}  // namespace inland::sources::snapshot
