// SPDX-License-Identifier: Apache-2.0
#include "emulator/coverage.h"

#include "aws/text_lines.h"
#include "core/embedded_file.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace inland::emulator {

namespace members {
std::span<const EmbeddedFile> embedded_files();
}  // namespace members

namespace {

using Members = std::map<std::string, std::vector<std::string>, std::less<>>;

std::string full_name(std::string_view service, std::string_view operation) {
    return fmt::format("{}.{}", service, operation);
}

/// Lines of "SERVICE.OPERATION MEMBER..."; what follows a '#' is talk.
Members parse_members(std::string_view text) {
    Members members;
    while (!text.empty()) {
        const auto line = aws::take_line(text);
        const auto words = aws::split_words(line.substr(0, line.find('#')));
        for (std::size_t index = 1; index < words.size(); ++index)
            members[std::string(words.front())].emplace_back(words[index]);
    }
    return members;
}

Members load_members(std::string_view file) {
    for (const auto& embedded : members::embedded_files())
        if (embedded.name == file)
            return parse_members(embedded.text);
    return {};
}

const Members& refused_members() {
    static const Members members = load_members("refused.txt");
    return members;
}

const Members& ignored_members() {
    static const Members members = load_members("ignored.txt");
    return members;
}

const std::vector<std::string>& members_of(const Members& members, const std::string& operation) {
    static const std::vector<std::string> none;
    const auto found = members.find(operation);
    return found == members.end() ? none : found->second;
}

const OperationRow* find_row(std::string_view service, std::string_view operation) {
    const auto rows = services();
    const auto found = std::ranges::find(rows, service, &ServiceRow::service);
    if (found == rows.end())
        return nullptr;
    const auto row = std::ranges::find(found->operations, operation, &OperationRow::operation);
    return row == found->operations.end() ? nullptr : &*row;
}

bool says_nothing(const json::value& value) {
    if (value.is_bool())
        return !value.get_bool();
    if (value.is_string())
        return value.get_string().empty();
    if (value.is_number())
        return value.to_number<double>() == 0;
    if (value.is_array())
        return value.get_array().empty();
    return value.is_object() ? value.get_object().empty() : value.is_null();
}

}  // namespace

Coverage coverage_of(std::string_view service, std::string_view operation) {
    const auto* row = find_row(service, operation);
    if (row == nullptr)
        return {};
    const auto name = full_name(service, operation);
    Coverage coverage{.partial = std::string(row->partial),
                      .refused = members_of(refused_members(), name),
                      .ignored = members_of(ignored_members(), name)};
    const bool full =
        coverage.partial.empty() && coverage.refused.empty() && coverage.ignored.empty();
    coverage.level = full ? CoverageLevel::Full : CoverageLevel::Partial;
    return coverage;
}

std::string refused_member(std::string_view service, std::string_view operation,
                           const json::object& input) {
    for (const auto& member : members_of(refused_members(), full_name(service, operation)))
        if (const auto* value = input.if_contains(member); value && !says_nothing(*value))
            return member;
    return "";
}

std::string_view to_string(CoverageLevel level) {
    constexpr std::array<std::string_view, 3> names{"full", "partial", "absent"};
    return names.at(static_cast<std::size_t>(std::to_underlying(level)));
}

}  // namespace inland::emulator
