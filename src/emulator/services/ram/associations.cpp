// SPDX-License-Identifier: Apache-2.0
// Which resources a share holds and which accounts it is for.
#include "emulator/services/members.h"
#include "emulator/services/ram/shares.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::sharing {

namespace {

/// A side of a share: how the API calls it, and where its entities stand in the record and input.
struct SideRow {
    std::string_view type;
    std::string_view hidden;
    std::string_view input;
};
constexpr std::array sides{SideRow{"RESOURCE", "_resources", "resourceArns"},
                           SideRow{"PRINCIPAL", "_principals", "principals"}};

json::object association(const json::object& share, std::string_view entity, const SideRow& side,
                         std::string_view status) {
    json::object row{{"associatedEntity", entity},
                     {"associationType", side.type},
                     {"status", status},
                     {"external", false}};
    copy_members(share, row, {"resourceShareArn", "creationTime", "lastUpdatedTime"});
    row["resourceShareName"] = text_of(share, "name");
    return row;
}

void add_to(json::array& entities, const std::string& entity) {
    if (!contains(entities, entity))
        entities.push_back(json::value(entity));
}

void remove_from(json::array& entities, const std::string& entity) {
    const auto gone = std::ranges::remove(entities, json::value(entity));
    entities.erase(gone.begin(), gone.end());
}

/// Applies `change` to what the input names, and answers the associations so.
Result<json::object> change_share(const Call& call, std::string_view status,
                                  void (*change)(json::array&, const std::string&)) {
    const auto key = TRY(find_share(call, text_of(call.input, "resourceShareArn")));
    json::array rows;
    call.world.store().update(key, [&](json::object& share) {
        for (const auto& side : sides)
            for (const auto& entity : texts_of(call.input, side.input)) {
                change(list_in(share, side.hidden), entity);
                rows.push_back(association(share, entity, side, status));
            }
        share["lastUpdatedTime"] = iso8601(call.world.now());
    });
    return json::object{{"resourceShareAssociations", std::move(rows)}};
}

Result<json::object> associate(const Call& call) {
    TRY_VOID(check_resources(call, texts_of(call.input, "resourceArns")));
    TRY_VOID(check_principals(texts_of(call.input, "principals")));
    return change_share(call, "ASSOCIATING", add_to);
}

/// What others made in a subnet stays there (VPC User Guide, Unshare a shared subnet).
Result<json::object> disassociate(const Call& call) {
    return change_share(call, "DISASSOCIATING", remove_from);
}

bool is_asked_for(const json::object& input, std::string_view entity) {
    for (const auto* member : {"resourceArn", "principal"})
        if (has(input, member) && text_of(input, member) != entity)
            return false;
    return true;
}

Result<json::object> get_associations(const Call& call) {
    const auto type = text_of(call.input, "associationType");
    const auto* side = std::ranges::find(sides, type, &SideRow::type);
    if (side == sides.end())
        return refuse("InvalidParameterException",
                      fmt::format("{} is not a valid association type.", type));
    const auto status = text_of(call.input, "associationStatus");
    json::array rows;
    for (const auto& [key, share] : TRY(shares_of_side(call, "SELF"))) {
        if (!is_wanted(call.input, "resourceShareArns", key.id) ||
            (!status.empty() && status != "ASSOCIATED"))
            continue;
        for (const auto& entity : texts_of(*share, side->hidden))
            if (is_asked_for(call.input, entity))
                rows.push_back(association(*share, entity, *side, "ASSOCIATED"));
    }
    return paged(call, "resourceShareAssociations", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"AssociateResourceShare", once<associate>, "associated at once"},
    OperationRow{"DisassociateResourceShare", once<disassociate>, "disassociated at once"},
    OperationRow{"GetResourceShareAssociations", get_associations},
};

}  // namespace

std::span<const OperationRow> association_operations() {
    return operations;
}

}  // namespace inland::emulator::sharing
