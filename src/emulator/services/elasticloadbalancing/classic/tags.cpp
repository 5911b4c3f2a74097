// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/tags.h"

#include "emulator/services/elasticloadbalancing/classic/classic.h"
#include "emulator/services/elasticloadbalancing/classic/operations.h"
#include "emulator/services/elasticloadbalancing/tags.h"
#include "emulator/services/members.h"

#include <array>

namespace inland::emulator::classic {

namespace {

/// The balancers that the input names: each must exist.
Result<std::vector<std::string>> named_balancers(const Call& call) {
    TRY_VOID(need(call, {"LoadBalancerNames"}));
    auto names = texts_of(call.input, "LoadBalancerNames");
    for (const auto& name : names)
        static_cast<void>(TRY(lookup(call, name)));
    return names;
}

Result<json::object> add_balancer_tags(const Call& call) {
    TRY_VOID(need(call, {"Tags"}));
    const auto added = TRY(tags_of(call));
    for (const auto& name : TRY(named_balancers(call)))
        call.world.store().update(key_of(call, name), [&](json::object& record) {
            merge_tags(list_in(record, "_tags"), added);
        });
    return json::object{};
}

Result<json::object> remove_balancer_tags(const Call& call) {
    TRY_VOID(need(call, {"Tags"}));
    std::vector<std::string> keys;
    for (const auto& tag : list_of(call.input, "Tags"))
        keys.push_back(text_of(tag.as_object(), "Key"));
    for (const auto& name : TRY(named_balancers(call)))
        call.world.store().update(key_of(call, name), [&](json::object& record) {
            remove_tags(list_in(record, "_tags"), keys);
        });
    return json::object{};
}

Result<json::object> describe_balancer_tags(const Call& call) {
    json::array rows;
    for (const auto& name : TRY(named_balancers(call)))
        rows.push_back(
            json::object{{"LoadBalancerName", name},
                         {"Tags", list_of(*call.world.store().find(key_of(call, name)), "_tags")}});
    return json::object{{"TagDescriptions", std::move(rows)}};
}

constexpr std::array classic_rows{
    OperationRow{"AddTags", add_balancer_tags},
    OperationRow{"RemoveTags", remove_balancer_tags},
    OperationRow{"DescribeTags", describe_balancer_tags},
};

}  // namespace

Result<json::array> tags_of(const Call& call) {
    return balancing::tags_of(call);
}

std::span<const OperationRow> classic_tag_operations() {
    return classic_rows;
}

}  // namespace inland::emulator::classic
