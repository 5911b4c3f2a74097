// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/lookup.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// The member that holds the ARN of each kind of EKS resource.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> arn_members{{
    {kind::cluster, "arn"},
    {kind::node_group, "nodegroupArn"},
    {kind::addon, "addonArn"},
    {kind::access_entry, "accessEntryArn"},
    {kind::pod_identity, "associationArn"},
}};

Result<RecordKey> find_tagged(const Call& call) {
    const auto wanted = text_of(call.input, "resourceArn");
    for (const auto& [kind, member] : arn_members)
        for (const auto& [id, document] : call.world.store().list(call.scope(), kind))
            if (text_of(*document, member) == wanted)
                return RecordKey{call.scope(), std::string(kind), id};
    constexpr int not_found = 404;
    return refuse("NotFoundException", fmt::format("No resource was found for the ARN {}", wanted),
                  not_found);
}

Result<json::object> tag_resource(const Call& call) {
    call.world.store().update(TRY(find_tagged(call)), [&](json::object& document) {
        for (const auto& [key, value] : object_of(call.input, "tags"))
            object_in(document, "tags")[key] = value;
    });
    return json::object{};
}

Result<json::object> untag_resource(const Call& call) {
    call.world.store().update(TRY(find_tagged(call)), [&](json::object& document) {
        for (const auto& key : texts_of(call.input, "tagKeys"))
            object_in(document, "tags").erase(key);
    });
    return json::object{};
}

Result<json::object> list_tags(const Call& call) {
    const auto* document = call.world.store().find(TRY(find_tagged(call)));
    return json::object{{"tags", object_of(*document, "tags")}};
}

constexpr std::array operations{
    OperationRow{"TagResource", eks<tag_resource>},
    OperationRow{"UntagResource", eks<untag_resource>},
    OperationRow{"ListTagsForResource", eks<list_tags>},
};

}  // namespace

std::span<const OperationRow> eks_tag_operations() {
    return operations;
}

}  // namespace inland::emulator
