// SPDX-License-Identifier: Apache-2.0
#include "aws/model.h"
#include "emulator/service.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace inland::emulator {

namespace {

const std::set<std::string, std::less<>> without_member{
    "partition", "suffix",         "region",     "account",      "operation",
    "user",      "launched_roles", "named_keys", "scaling_group"};

bool names(const std::vector<std::string>& patterns, std::string_view operation) {
    return std::ranges::any_of(patterns, [&](std::string_view pattern) {
        return pattern == operation ||
               (pattern.ends_with('*') &&
                operation.starts_with(pattern.substr(0, pattern.size() - 1)));
    });
}

/// Whether the model's input has what "Tags[].Key" walks to.
bool has_path(const aws::Shape* shape, std::string_view path) {
    while (shape != nullptr && shape->kind == aws::ShapeKind::List)
        shape = shape->item;
    if (path.empty())
        return shape != nullptr;
    if (shape == nullptr || shape->kind != aws::ShapeKind::Structure)
        return false;
    const auto dot = path.find('.');
    auto step = path.substr(0, dot);
    if (step.ends_with("[]"))
        step.remove_suffix(2);
    const auto* member = shape->find_member(step);
    return member != nullptr &&
           has_path(member->shape, dot == path.npos ? "" : path.substr(dot + 1));
}

/// The members that a template names, without defaults and '@'.
std::vector<std::string> members_in(std::string_view text) {
    std::vector<std::string> members;
    for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        auto name = text.substr(open + 1, text.find('}', open) - open - 1);
        name = name.substr(0, name.find('|'));
        if (name.starts_with('@'))
            name.remove_prefix(1);
        if (!without_member.contains(name))
            members.emplace_back(name);
    }
    return members;
}

/// Whether some operation of the service that the row names has the member, if any is in the
/// tables yet.
bool is_member(const aws::Service& service, const std::vector<std::string>& operations,
               std::string_view member) {
    const auto is_named = [&](const auto& row) { return names(operations, row.first); };
    return std::ranges::none_of(service.operations, is_named) ||
           std::ranges::any_of(service.operations, [&](const auto& row) {
               return is_named(row) && has_path(row.second.input, member);
           });
}

TEST(Permissions, EveryEmulatedOperationIsJudged) {
    const auto& tables = knowledge::built_in();
    for (const auto& service : services()) {
        const auto* rules = tables.permissions_of(service.service);
        ASSERT_NE(rules, nullptr) << service.service;
        for (const auto& row : service.operations) {
            const bool known = names(rules->unasked, row.operation) ||
                               std::ranges::any_of(rules->operations, [&](const auto& candidate) {
                                   return names(candidate.names, row.operation);
                               });
            EXPECT_TRUE(known) << service.service << "." << row.operation
                               << " has no row in knowledge/permissions.yaml";
        }
    }
}

TEST(Permissions, TemplatesNameMembersOfTheModels) {
    for (const auto& rules : knowledge::built_in().permissions) {
        const auto found = aws::find_service(rules.service);
        ASSERT_TRUE(found) << rules.service;
        for (const auto& row : rules.operations)
            for (const auto& resource : row.resources)
                for (const auto& member : members_in(resource))
                    EXPECT_TRUE(is_member(**found, row.names, member))
                        << rules.service << ": " << resource;
        for (const auto& need : rules.needs)
            for (const auto& resource : need.resources)
                for (const auto& member : members_in(resource))
                    EXPECT_TRUE(is_member(**found, need.names, member))
                        << rules.service << " " << need.action << ": " << resource;
        for (const auto& [key, text] : rules.keys)
            for (const auto& member : members_in(text))
                EXPECT_TRUE(is_member(**found, {"*"}, member)) << key;
    }
}

}  // namespace

}  // namespace inland::emulator
