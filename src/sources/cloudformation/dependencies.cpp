// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/dependencies.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

using Needs = std::map<std::string, std::set<std::string>>;

void add_references(const Value& value, std::set<std::string>& keys) {
    if (value.kind == ValueKind::Reference)
        keys.insert(value.text);
    for (const auto& child : value.children)
        add_references(child, keys);
}

/// What nothing is needed by any more is taken away until nothing changes: circles, and what they
/// need, are left.
void take_away_free(Needs& needs) {
    std::map<std::string, std::vector<std::string>> needed_by;
    std::vector<std::string> free;
    for (auto& [key, others] : needs) {
        std::erase_if(others, [&](const std::string& other) { return !needs.contains(other); });
        for (const auto& other : others)
            needed_by[other].push_back(key);
        if (others.empty())
            free.push_back(key);
    }
    while (!free.empty()) {
        const auto key = std::move(free.back());
        free.pop_back();
        for (const auto& user : needed_by[key])
            if (needs[user].erase(key) > 0 && needs[user].empty())
                free.push_back(user);
        needs.erase(key);
    }
}

}  // namespace

void check_dependencies(World& world) {
    Needs needs;
    for (const auto& declared : world.declared())
        add_references(declared.properties, needs[declared.key]);
    take_away_free(needs);
    for (const auto& [key, others] : needs)
        world.report({.rule = "cloudformation-cycle",
                      .summary = "resources need each other in a circle",
                      .detail = fmt::format("{} needs {}", key, *others.begin()),
                      .remedy =
                          "let a resource of its own stand between them (a rule of a security "
                          "group, an attachment)",
                      .place = world.find(key)->place});
}

}  // namespace inland::sources::cloudformation
