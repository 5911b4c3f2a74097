// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/arn.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/prefix_list.h"
#include "emulator/services/ec2/prefix_list_entries.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::array filters{
    FilterRow{"owner-id", "OwnerId"},
    FilterRow{"prefix-list-id", "PrefixListId"},
    FilterRow{"prefix-list-name", "PrefixListName"},
};

std::string version_of(const json::object& list) {
    return fmt::format("{}", number_of(list, "Version"));
}

json::array entries_of(const json::object& list) {
    return list_of(object_of(list, "_versions"), version_of(list));
}

/// The state is "…-in-progress" now, and "…-complete" soon.
void begin(const Call& call, json::object list, std::string_view doing) {
    const auto progress = fmt::format("{}-in-progress", doing);
    const auto key = key_of(call, prefix_list_type, text_of(list, "PrefixListId"));
    list["State"] = progress;
    call.world.store().put(key, std::move(list));
    turn_after(call.world, call.world.tables().typical("ec2.CreateManagedPrefixList"), key, "State",
               progress, fmt::format("{}-complete", doing));
}

json::object answer(const Call& call, const std::string& id) {
    return {{"PrefixList", shown(call, prefix_list_type, id)}};
}

Result<json::object> create(const Call& call) {
    TRY_VOID(require(call, {"PrefixListName", "MaxEntries", "AddressFamily"}));
    const auto name = text_of(call.input, "PrefixListName");
    const auto family = text_of(call.input, "AddressFamily");
    if (name.starts_with("com.amazonaws"))
        return refuse("InvalidParameterValue",
                      "The prefix list name cannot start with 'com.amazonaws'");
    if (family != "IPv4" && family != "IPv6")
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter addressFamily is invalid.", family));
    TRY_VOID(check_one_more(call, "ec2.PrefixListsPerRegion", kind::prefix_list));
    const auto id = call.world.new_id(prefix_list_type.prefix);
    json::object list{{"PrefixListId", id},
                      {"AddressFamily", family},
                      {"PrefixListArn", arn(call.world, call.scope(), "ec2", "prefix-list/" + id)},
                      {"PrefixListName", name},
                      {"MaxEntries", number_of(call.input, "MaxEntries")},
                      {"Version", 1},
                      {"Tags", TRY(tags_for(call, prefix_list_type))},
                      {"OwnerId", call.caller.account}};
    list["_versions"] =
        json::object{{"1", TRY(changed_entries(call, list, json::array(), "Entries"))}};
    begin(call, std::move(list), "create");
    return answer(call, id);
}

Result<void> check_version(const Call& call, const json::object& list) {
    if (text_of(list, "State").ends_with("-in-progress"))
        return refuse("IncorrectState",
                      fmt::format("The request cannot be completed while the "
                                  "prefix list ({}) is in state: {}.",
                                  text_of(list, "PrefixListId"), text_of(list, "State")));
    if (!has(call.input, "CurrentVersion"))
        return {};
    const auto said = number_of(call.input, "CurrentVersion");
    if (said < 1)  // pulumi-aws#1784
        return refuse("InvalidParameterValue",
                      "The specified value for version is not valid. The value must be greater "
                      "than (1).");
    if (said != number_of(list, "Version"))
        return refuse("PrefixListVersionMismatch",
                      "The prefix list has the incorrect version number.");
    return {};
}

void add_version(json::object& list, json::array entries) {
    list["Version"] = number_of(list, "Version") + 1;
    object_in(list, "_versions")[version_of(list)] = std::move(entries);
}

/// New entries make a new version; a new name or size does not.
Result<json::object> modify(const Call& call) {
    auto list = *TRY(lookup_input(call, prefix_list_type, "PrefixListId"));
    const bool entries_change =
        !list_of(call.input, "AddEntries").empty() || !list_of(call.input, "RemoveEntries").empty();
    if (entries_change)
        TRY_VOID(require(call, {"CurrentVersion"}));
    if (entries_change && has(call.input, "MaxEntries"))
        return refuse("InvalidParameterCombination",
                      "You cannot modify the entries and the maximum entries for the prefix list "
                      "in the same request.");
    TRY_VOID(check_version(call, list));
    copy_members(call.input, list, {"PrefixListName", "MaxEntries"});
    auto entries = TRY(changed_entries(call, list, entries_of(list), "AddEntries"));
    if (entries_change)
        add_version(list, std::move(entries));
    const auto id = text_of(list, "PrefixListId");
    begin(call, std::move(list), "modify");
    return answer(call, id);
}

Result<json::object> restore(const Call& call) {
    auto list = *TRY(lookup_input(call, prefix_list_type, "PrefixListId"));
    TRY_VOID(require(call, {"CurrentVersion", "PreviousVersion"}));
    TRY_VOID(check_version(call, list));
    const auto wanted = fmt::format("{}", number_of(call.input, "PreviousVersion"));
    if (!has(object_of(list, "_versions"), wanted))
        return refuse("InvalidParameterValue",
                      fmt::format("The prefix list has no version {}", wanted));
    auto entries = list_of(object_of(list, "_versions"), wanted);
    add_version(list, std::move(entries));
    const auto id = text_of(list, "PrefixListId");
    begin(call, std::move(list), "restore");
    return answer(call, id);
}

/// Route tables and security groups that name a list.
json::array associations_of(const Call& call, std::string_view id) {
    std::vector<std::string> users;
    for (const auto& [table, document] : records_where(call.world, call.scope(), kind::route_table,
                                                       "Routes[].DestinationPrefixListId", id))
        users.push_back(table);
    for (const auto& [rule, document] :
         records_where(call.world, call.scope(), kind::security_group_rule, "PrefixListId", id))
        users.push_back(text_of(*document, "GroupId"));
    std::ranges::sort(users);
    const auto rest = std::ranges::unique(users);
    users.erase(rest.begin(), rest.end());
    json::array rows;
    for (const auto& user : users)
        rows.push_back(json::object{{"ResourceId", user}, {"ResourceOwner", call.caller.account}});
    return rows;
}

Result<json::object> remove(const Call& call) {
    auto list = *TRY(lookup_input(call, prefix_list_type, "PrefixListId"));
    const auto id = text_of(list, "PrefixListId");
    if (!associations_of(call, id).empty())
        return refuse("DependencyViolation",
                      fmt::format("The prefix list '{}' is in use and cannot be deleted.", id));
    const auto key = key_of(call, prefix_list_type, id);
    list["State"] = "delete-in-progress";
    call.world.store().put(key, list);
    erase_after(call.world, call.world.tables().typical("ec2.CreateManagedPrefixList"), key);
    return json::object{{"PrefixList", std::move(list)}};
}

json::object shown_aws_list(const Call& call, const json::object& list) {
    json::object row{{"AddressFamily", "IPv4"}, {"State", "create-complete"}};
    copy_members(list, row, {"PrefixListId", "PrefixListName"});
    row["PrefixListArn"] = fmt::format("arn:{}:ec2:{}:aws:prefix-list/{}",
                                       partition_of(call.world, call.caller.region),
                                       call.caller.region, text_of(list, "PrefixListId"));
    row["OwnerId"] = "AWS";
    row["Tags"] = json::array();
    return row;
}

/// AWS's own and the account's.
Result<json::object> describe_lists(const Call& call) {
    TRY_VOID(check_filters(call, filters));
    const auto ids = texts_of(call.input, "PrefixListIds");
    for (const auto& id : ids)
        TRY_VOID(check_prefix_list(call, id));
    json::array all;
    for (const auto& list : aws_prefix_lists(call))
        all.push_back(shown_aws_list(call, list.as_object()));
    for (const auto& [id, list] : call.world.store().list(call.scope(), kind::prefix_list))
        all.push_back(*list);
    json::array selected;
    for (auto& list : all) {
        const auto id = text_of(list.as_object(), "PrefixListId");
        if ((ids.empty() || std::ranges::find(ids, id) != ids.end()) &&
            matches_filters(call, filters, list.as_object()))
            selected.push_back(std::move(list));
    }
    return paginate(call, "PrefixLists", std::move(selected));
}

Result<json::object> get_entries(const Call& call) {
    const auto id = text_of(call.input, "PrefixListId");
    TRY_VOID(check_prefix_list(call, id));
    const auto lists = aws_prefix_lists(call);
    json::array entries;
    if (const auto* list = find_where(lists, "PrefixListId", id); list != nullptr) {
        for (const auto& cidr : texts_of(*list, "Cidrs"))
            entries.push_back(json::object{{"Cidr", cidr}});
        return paginate(call, "Entries", std::move(entries));
    }
    const auto* list = TRY(lookup(call, prefix_list_type, id));
    const auto version =
        fmt::format("{}", number_of(call.input, "TargetVersion", number_of(*list, "Version")));
    return paginate(call, "Entries", list_of(object_of(*list, "_versions"), version));
}

Result<json::object> get_associations(const Call& call) {
    const auto* list = TRY(lookup_input(call, prefix_list_type, "PrefixListId"));
    return paginate(call, "PrefixListAssociations",
                    associations_of(call, text_of(*list, "PrefixListId")));
}

constexpr std::array operations{
    OperationRow{"CreateManagedPrefixList", ec2<create>},
    OperationRow{"ModifyManagedPrefixList", ec2<modify>},
    OperationRow{"RestoreManagedPrefixListVersion", ec2<restore>},
    OperationRow{"DeleteManagedPrefixList", ec2<remove>},
    OperationRow{"DescribeManagedPrefixLists", ec2<describe_lists>},
    OperationRow{"GetManagedPrefixListEntries", ec2<get_entries>},
    OperationRow{"GetManagedPrefixListAssociations", ec2<get_associations>},
};

}  // namespace

const ResourceType prefix_list_type{
    .kind = kind::prefix_list,
    .tag_type = "prefix-list",
    .prefix = "pl-",
    .id_member = "PrefixListId",
    .ids_input = "PrefixListIds",
    .list_output = "PrefixLists",
    .not_found_code = "InvalidPrefixListID.NotFound",
    .not_found_text = "The prefix list ID '{}' does not exist",
    .malformed_code = "InvalidPrefixListId.Malformed",
    .filters = filters,
};

Result<void> check_prefix_list(const Call& call, std::string_view id) {
    const auto lists = aws_prefix_lists(call);
    if (find_where(lists, "PrefixListId", id) != nullptr)
        return {};
    (void)TRY(lookup(call, prefix_list_type, id));
    return {};
}

std::span<const OperationRow> managed_prefix_list_operations() {
    return operations;
}

}  // namespace inland::emulator
