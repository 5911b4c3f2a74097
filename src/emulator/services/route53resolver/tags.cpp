// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/tags.h"

#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53resolver/resource.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::resolver {

namespace {

/// The endpoint or rule with that ARN.
Result<RecordKey> tagged(const Call& call) {
    const auto arn = text_of(call.input, "ResourceArn");
    const std::string id(last_segment(arn));
    for (const auto* type : {&endpoint_type, &rule_type})
        if (resource_arn(call, *type, id) == arn) {
            RecordKey key{call.scope(), std::string(type->kind), id};
            if (call.world.store().find(key) != nullptr)
                return key;
        }
    return refuse("ResourceNotFoundException",
                  fmt::format("The resource with ARN '{}' does not exist.", arn));
}

Result<json::object> tag(const Call& call) {
    const auto key = TRY(tagged(call));
    auto tags = list_of(*call.world.store().find(key), "_tags");
    merge_tags(tags, list_of(call.input, "Tags"));
    TRY_VOID(check_tags(tags, "InvalidTagException"));
    call.world.store().update(key, [&](json::object& resource) { resource["_tags"] = tags; });
    return json::object{};
}

Result<json::object> untag(const Call& call) {
    call.world.store().update(TRY(tagged(call)), [&](json::object& resource) {
        remove_tags(list_in(resource, "_tags"), texts_of(call.input, "TagKeys"));
    });
    return json::object{};
}

Result<json::object> list_tags(const Call& call) {
    constexpr std::int64_t greatest_page = 100;
    const auto key = TRY(tagged(call));
    const auto size = std::clamp<std::int64_t>(number_of(call.input, "MaxResults", greatest_page),
                                               1, greatest_page);
    auto page = TRY(take_page(list_of(*call.world.store().find(key), "_tags"),
                              text_of(call.input, "NextToken"), static_cast<std::size_t>(size),
                              "InvalidNextTokenException"));
    json::object output{{"Tags", std::move(page.items)}};
    if (!page.next_token.empty())
        output["NextToken"] = page.next_token;
    return output;
}

constexpr std::array operations{
    OperationRow{"ListTagsForResource", list_tags},
    OperationRow{"TagResource", tag},
    OperationRow{"UntagResource", untag},
};

}  // namespace

}  // namespace inland::emulator::resolver

namespace inland::emulator {

std::span<const OperationRow> resolver_tag_operations() {
    return resolver::operations;
}

}  // namespace inland::emulator
