// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/tags.h"

#include "emulator/services/ecr/lookup.h"
#include "emulator/services/ecr/tables.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::ecr {

namespace {

/// By "arn:aws:ecr:REGION:ACCOUNT:repository/NAME".
Result<RecordKey> find_tagged(const Call& call) {
    constexpr std::string_view mark = ":repository/";
    const auto wanted = text_of(call.input, "resourceArn");
    for (const auto& [key, repository] : call.world.store().list_everywhere(kind::repository))
        if (text_of(*repository, "repositoryArn") == wanted)
            return key;
    const auto at = wanted.find(mark);
    if (at == std::string::npos)
        return invalid_parameter("resourceArn", "Invalid ARN");
    return refuse("RepositoryNotFoundException",
                  fmt::format("The repository with name '{}' does not exist in the registry with "
                              "id '{}'",
                              wanted.substr(at + mark.size()), call.caller.account));
}

Result<json::object> tag_resource(const Call& call) {
    const auto key = TRY(find_tagged(call));
    auto tags = list_of(*call.world.store().find(key), "_tags");
    merge_tags(tags, list_of(call.input, "tags"));
    TRY_VOID(check_tags(list_of(call.input, "tags"), "InvalidTagParameterException"));
    TRY_VOID(check_tags(tags, "TooManyTagsException"));
    call.world.store().update(key, [&](json::object& record) { record["_tags"] = tags; });
    return json::object{};
}

Result<json::object> untag_resource(const Call& call) {
    call.world.store().update(TRY(find_tagged(call)), [&](json::object& record) {
        remove_tags(list_in(record, "_tags"), texts_of(call.input, "tagKeys"));
    });
    return json::object{};
}

Result<json::object> list_tags(const Call& call) {
    const auto* record = call.world.store().find(TRY(find_tagged(call)));
    return json::object{{"tags", list_of(*record, "_tags")}};
}

constexpr std::array operations{
    OperationRow{"TagResource", tag_resource},
    OperationRow{"UntagResource", untag_resource},
    OperationRow{"ListTagsForResource", list_tags},
};

}  // namespace

std::span<const OperationRow> tag_operations() {
    return operations;
}

}  // namespace inland::emulator::ecr
