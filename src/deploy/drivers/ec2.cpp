// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/ec2.h"

#include "deploy/drivers/calls.h"
#include "sources/live/reading.h"
#include "topology/ownership.h"

#include <algorithm>

namespace inland::deploy::drivers {
namespace {

using sources::live::ec2_filter;

bool is_leaving(const json::value& document) {
    const auto state = string_or_empty(document, "State");
    return state == "deleting" || state == "deleted";
}

Result<std::optional<std::string>> find_by_tags(Context& context, const Ec2Type& type,
                                                const topology::Resource& desired) {
    const auto tag = [&](std::string_view key) {
        return ec2_filter("tag:" + std::string(key), {topology::tag_value(desired.tags, key)});
    };
    const auto answer = TRY(context.read_all(
        "ec2", type.describe,
        {{type.filters_member, json::array{tag(topology::cluster_tag), tag(topology::id_tag)}}}));
    for (const auto& document : find_array(answer, type.list)) {
        if (!is_leaving(document))
            return string_or_empty(document, type.id);
    }
    return std::nullopt;
}

/// After an answer was lost: AWS may hide a new resource for a while.
Result<std::optional<std::string>> find_hidden(Context& context, const Ec2Type& type,
                                               const topology::Resource& desired) {
    constexpr int looks = 5;
    constexpr Duration pause = std::chrono::seconds(2);
    for (int look = 0; look < looks; ++look) {
        if (auto found = TRY(find_by_tags(context, type, desired)))
            return found;
        if (!context.clock().wait_for(pause, context.stop()))
            return failure(ErrorKind::Interrupted, "stopped while waiting for AWS");
    }
    return std::nullopt;
}

Result<json::array> describe_all(Context& context, const Ec2Type& type,
                                 const std::vector<std::string>& ids) {
    const auto answer =
        TRY(context.read_all("ec2", type.describe, {{type.ids_member, json_list(ids)}}));
    return find_array(answer, type.list);
}

json::object with_tags(json::object input, const Ec2Type& type, const topology::Tags& tags) {
    input["TagSpecifications"] = json::array{
        json::object{{"ResourceType", type.resource_type}, {"Tags", Context::tag_list(tags)}}};
    return input;
}

}  // namespace

Result<std::string> create_once(Context& context, const Ec2Type& type,
                                const topology::Resource& desired, const Ec2Create& create) {
    if (auto left_behind = TRY(find_by_tags(context, type, desired)))
        return *left_behind;
    const auto input = with_tags(create.input, type, desired.tags);
    auto answer = change(context, "ec2", create.operation, input);
    if (!answer && answer.error().code == aws::answer_lost_code) {
        if (auto made = TRY(find_hidden(context, type, desired)))
            return *made;
        answer = change(context, "ec2", create.operation, input);
    }
    return string_or_empty(TRY(std::move(answer)), create.id);
}

Result<void> put_tags(Context& context, const std::string& id, const topology::Tags& desired,
                      const topology::Resource* observed) {
    if (observed == nullptr)
        return {};  // made with them
    topology::Tags wanted;
    for (const auto& [key, value] : desired) {
        const auto found = observed->tags.find(key);
        if (found == observed->tags.end() || found->second != value)
            wanted[key] = value;
    }
    if (wanted.empty())
        return {};
    TRY(change(context, "ec2", "CreateTags",
               {{"Resources", json::array{json::value(id)}}, {"Tags", Context::tag_list(wanted)}}));
    return {};
}

Result<json::array> describe(Context& context, const Ec2Type& type,
                             const std::vector<std::string>& ids) {
    auto together = describe_all(context, type, ids);
    if (together || !is_gone(together.error()))
        return together;
    json::array found;  // EC2 refuses the whole call when one is gone
    for (const auto& id : ids) {
        const auto alone = describe_all(context, type, {id});
        if (alone)
            found.insert(found.end(), alone->begin(), alone->end());
        else if (!is_gone(alone.error()))
            return alone;
    }
    return found;
}

std::vector<Readiness> readiness(const Ec2Type& type, const std::vector<std::string>& ids,
                                 const json::array& documents,
                                 const std::function<Readiness(const json::value&)>& judge,
                                 Readiness absent) {
    std::vector<Readiness> answers;
    for (const auto& id : ids) {
        const auto found = std::ranges::find_if(documents, [&](const json::value& document) {
            return string_or_empty(document, type.id) == id;
        });
        answers.push_back(found == documents.end() ? absent : judge(*found));
    }
    return answers;
}

Readiness by_state(const json::value& document, std::string_view usable) {
    auto state = string_or_empty(document, "State");
    std::ranges::transform(state, state.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    if (state == usable)
        return Ready{};
    if (state == "failed" || state == "rejected" || state == "expired") {
        return Error{ErrorKind::Failed, "AWS gave up: state " + state + " " +
                                            string_or_empty(document, "LastError.Message")};
    }
    return NotYet{state};
}

std::vector<std::string> without(const std::vector<std::string>& left,
                                 const std::vector<std::string>& right) {
    std::vector<std::string> rest;
    std::ranges::set_difference(left, right, std::back_inserter(rest));
    return rest;
}

json::array json_list(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

}  // namespace inland::deploy::drivers
