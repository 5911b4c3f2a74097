// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/self_reviews.h"

#include "emulator/cluster/api/authorization.h"

#include <array>

namespace inland::emulator::cluster {

namespace {

Attributes attributes_of(const json::object& spec) {
    if (const auto& path = find_object(spec, "nonResourceAttributes"); !path.empty())
        return {.verb = string_or_empty(path, "verb"),
                .group = {},
                .resource = {},
                .path = string_or_empty(path, "path")};
    const auto& resource = find_object(spec, "resourceAttributes");
    return {.verb = string_or_empty(resource, "verb"),
            .group = string_or_empty(resource, "group"),
            .resource = string_or_empty(resource, "resource"),
            .subresource = string_or_empty(resource, "subresource"),
            .name_space = string_or_empty(resource, "namespace"),
            .name = string_or_empty(resource, "name")};
}

json::object access(const ApiCall& call, const json::object& spec) {
    return {{"allowed", is_allowed(call.objects, call.user, attributes_of(spec))}};
}

/// The same about somebody else, whose groups the review says.
json::object access_of_another(const ApiCall& call, const json::object& spec) {
    User user{string_or_empty(spec, "user")};
    for (const auto& group : find_array(spec, "groups"))
        if (group.is_string())
            user.groups.emplace_back(group.get_string());
    return {{"allowed", is_allowed(call.objects, user, attributes_of(spec))}};
}

json::object rules(const ApiCall& call, const json::object& spec) {
    return rules_of(call.objects, call.user, string_or_empty(spec, "namespace"));
}

json::object subject(const ApiCall& call, const json::object&) {
    const auto& user = call.user;
    json::array groups;
    for (const auto& group : user.groups)
        groups.emplace_back(group);
    return {{"userInfo", json::object{{"username", user.name}, {"groups", std::move(groups)}}}};
}

struct ReviewRow {
    std::string_view plural;
    json::object (*status)(const ApiCall& call, const json::object& spec);
};
constexpr std::array reviews{
    ReviewRow{"selfsubjectaccessreviews", access}, ReviewRow{"selfsubjectrulesreviews", rules},
    ReviewRow{"subjectaccessreviews", access_of_another}, ReviewRow{"selfsubjectreviews", subject}};

}  // namespace

std::optional<json::object> answer_review(const ApiCall& call, json::object review) {
    for (const auto& row : reviews) {
        if (row.plural != call.type().plural)
            continue;
        auto status = row.status(call, find_object(review, "spec"));
        review["kind"] = call.type().kind;
        review["apiVersion"] = call.type().api_version();
        review["status"] = std::move(status);
        return review;
    }
    return std::nullopt;
}

}  // namespace inland::emulator::cluster
