// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network_acl.h"

#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::int64_t last_rule = 32766;
constexpr std::int64_t implicit_deny = 32767;
constexpr std::int64_t default_allow = 100;

json::object all_traffic(std::int64_t number, bool egress, std::string_view action) {
    return {{"CidrBlock", "0.0.0.0/0"},
            {"Egress", egress},
            {"Protocol", "-1"},
            {"RuleAction", action},
            {"RuleNumber", number}};
}

void make_network_acl(World& world, const Scope& scope, std::string_view vpc_id,
                      const std::string& id, bool is_default, json::array tags) {
    json::array entries;
    for (const bool egress : {true, false}) {
        if (is_default)
            entries.push_back(all_traffic(default_allow, egress, "allow"));
        entries.push_back(all_traffic(implicit_deny, egress, "deny"));
    }
    json::object document{{"Associations", json::array()}, {"Entries", std::move(entries)},
                          {"IsDefault", is_default},       {"NetworkAclId", id},
                          {"Tags", std::move(tags)},       {"VpcId", vpc_id},
                          {"OwnerId", scope.account}};
    world.store().put({scope, std::string(kind::network_acl), id}, std::move(document));
}

std::string associate(World& world, const RecordKey& acl, std::string_view subnet_id) {
    auto association = world.new_id("aclassoc-");
    world.store().update(acl, [&](json::object& document) {
        list_in(document, "Associations")
            .push_back(json::object{{"NetworkAclAssociationId", association},
                                    {"NetworkAclId", acl.id},
                                    {"SubnetId", subnet_id}});
    });
    return association;
}

Result<json::object> create_network_acl(const Call& call) {
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    auto tags = TRY(tags_for(call, network_acl_type));
    TRY_VOID(check_one_more(call, "ec2.NetworkAclsPerVpc", kind::network_acl, "VpcId",
                            text_of(call.input, "VpcId")));
    const auto id = call.world.new_id(network_acl_type.prefix);
    make_network_acl(call.world, call.scope(), text_of(call.input, "VpcId"), id, false,
                     std::move(tags));
    return json::object{{"NetworkAcl", shown(call, network_acl_type, id)}};
}

Result<json::object> delete_network_acl(const Call& call) {
    const auto* acl = TRY(lookup_input(call, network_acl_type, "NetworkAclId"));
    const auto id = text_of(call.input, "NetworkAclId");
    if (flag_of(*acl, "IsDefault"))
        return refuse("InvalidParameterValue",
                      fmt::format("cannot delete default network ACL {}", id));
    if (!list_of(*acl, "Associations").empty())
        return dependency_violation("networkAcl", id);
    call.world.store().erase(key_of(call, network_acl_type, id));
    return json::object{};
}

bool is_entry(const json::value& entry, std::int64_t number, bool egress) {
    const auto& row = entry.get_object();
    return number_of(row, "RuleNumber") == number && flag_of(row, "Egress") == egress;
}

bool has_entry(const json::object& acl, std::int64_t number, bool egress) {
    return std::ranges::any_of(list_of(acl, "Entries"), [&](const json::value& entry) {
        return is_entry(entry, number, egress);
    });
}

void erase_entry(json::object& acl, std::int64_t number, bool egress) {
    auto& entries = list_in(acl, "Entries");
    for (auto entry = entries.begin(); entry != entries.end();)
        entry = is_entry(*entry, number, egress) ? entries.erase(entry) : std::next(entry);
}

/// Protocol numbers as DescribeNetworkAcls shows them; names are accepted for the usual ones.
std::string protocol_number(std::string_view protocol) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> names{
        {{"tcp", "6"}, {"udp", "17"}, {"icmp", "1"}, {"icmpv6", "58"}, {"all", "-1"}}};
    for (const auto& [name, number] : names)
        if (name == protocol)
            return std::string(number);
    return std::string(protocol);
}

Result<json::object> entry_of(const Call& call) {
    TRY_VOID(require(call, {"RuleNumber", "Protocol", "RuleAction", "Egress"}));
    const auto number = number_of(call.input, "RuleNumber");
    if (number < 1 || number > last_rule)
        return refuse(
            "InvalidParameterValue",
            fmt::format("Value ({}) for parameter ruleNumber is invalid. Rule number must "
                        "be between 1 and {}",
                        number, last_rule));
    json::object entry;
    if (has(call.input, "CidrBlock"))
        entry["CidrBlock"] = TRY(block_of(text_of(call.input, "CidrBlock"), "cidrBlock")).text();
    copy_members(call.input, entry, {"Egress", "IcmpTypeCode", "Ipv6CidrBlock", "PortRange"});
    entry["Protocol"] = protocol_number(text_of(call.input, "Protocol"));
    copy_members(call.input, entry, {"RuleAction", "RuleNumber"});
    return entry;
}

void insert_entry(const Call& call, json::object entry) {
    const auto number = number_of(entry, "RuleNumber");
    const auto egress = flag_of(entry, "Egress");
    call.world.store().update(key_of(call, network_acl_type, text_of(call.input, "NetworkAclId")),
                              [&](json::object& acl) {
                                  erase_entry(acl, number, egress);
                                  auto& entries = list_in(acl, "Entries");
                                  auto place = entries.begin();
                                  while (place != entries.end() &&
                                         (flag_of(place->get_object(), "Egress") != egress ||
                                          number_of(place->get_object(), "RuleNumber") < number))
                                      ++place;
                                  entries.insert(place, json::value(entry));
                              });
}

/// Those of one direction with one that is to come; the last, which denies, counts for it.
std::size_t entries_in(const json::object& acl, bool egress) {
    const auto& entries = list_of(acl, "Entries");
    return static_cast<std::size_t>(std::ranges::count_if(entries, [&](const json::value& row) {
        return flag_of(row.get_object(), "Egress") == egress;
    }));
}

Result<json::object> create_network_acl_entry(const Call& call) {
    const auto* acl = TRY(lookup_input(call, network_acl_type, "NetworkAclId"));
    auto entry = TRY(entry_of(call));
    const auto number = number_of(entry, "RuleNumber");
    if (has_entry(*acl, number, flag_of(entry, "Egress")))
        return refuse(
            "NetworkAclEntryAlreadyExists",
            fmt::format("The network acl entry identified by {} already exists.", number));
    TRY_VOID(
        check_quota(call, "ec2.EntriesPerNetworkAcl", entries_in(*acl, flag_of(entry, "Egress"))));
    insert_entry(call, std::move(entry));
    return json::object{};
}

std::unexpected<Error> no_entry(std::int64_t number) {
    return refuse("InvalidNetworkAclEntry.NotFound",
                  fmt::format("The specified network acl entry {} does not exist", number));
}

Result<json::object> replace_network_acl_entry(const Call& call) {
    const auto* acl = TRY(lookup_input(call, network_acl_type, "NetworkAclId"));
    auto entry = TRY(entry_of(call));
    const auto number = number_of(entry, "RuleNumber");
    if (!has_entry(*acl, number, flag_of(entry, "Egress")))
        return no_entry(number);
    insert_entry(call, std::move(entry));
    return json::object{};
}

Result<json::object> delete_network_acl_entry(const Call& call) {
    const auto* acl = TRY(lookup_input(call, network_acl_type, "NetworkAclId"));
    const auto number = number_of(call.input, "RuleNumber");
    const auto egress = flag_of(call.input, "Egress");
    if (!has_entry(*acl, number, egress))
        return no_entry(number);
    call.world.store().update(
        key_of(call, network_acl_type, text_of(call.input, "NetworkAclId")),
        [&](json::object& document) { erase_entry(document, number, egress); });
    return json::object{};
}

Result<json::object> replace_network_acl_association(const Call& call) {
    (void)TRY(lookup_input(call, network_acl_type, "NetworkAclId"));
    const auto association = text_of(call.input, "AssociationId");
    const auto owners = records_where(call.world, call.scope(), kind::network_acl,
                                      "Associations[].NetworkAclAssociationId", association);
    if (owners.empty())
        return refuse("InvalidAssociationID.NotFound",
                      fmt::format("The association ID '{}' does not exist", association));
    const auto subnet = text_of(*find_where(list_of(*owners.front().second, "Associations"),
                                            "NetworkAclAssociationId", association),
                                "SubnetId");
    call.world.store().update(
        key_of(call, network_acl_type, owners.front().first), [&](json::object& acl) {
            erase_where(list_in(acl, "Associations"), "NetworkAclAssociationId", association);
        });
    const auto key = key_of(call, network_acl_type, text_of(call.input, "NetworkAclId"));
    return json::object{{"NewAssociationId", associate(call.world, key, subnet)}};
}

constexpr std::array operations{
    OperationRow{"CreateNetworkAcl", ec2<create_network_acl>},
    OperationRow{"DeleteNetworkAcl", ec2<delete_network_acl>},
    OperationRow{"DescribeNetworkAcls", ec2<describe_type<network_acl_type>>},
    OperationRow{"CreateNetworkAclEntry", ec2<create_network_acl_entry>},
    OperationRow{"ReplaceNetworkAclEntry", ec2<replace_network_acl_entry>},
    OperationRow{"DeleteNetworkAclEntry", ec2<delete_network_acl_entry>},
    OperationRow{"ReplaceNetworkAclAssociation", ec2<replace_network_acl_association>},
};

}  // namespace

std::string make_default_network_acl(World& world, const Scope& scope, std::string_view vpc_id) {
    auto id = world.new_id(network_acl_type.prefix);
    make_network_acl(world, scope, vpc_id, id, true, json::array());
    return id;
}

void associate_default_network_acl(World& world, const Scope& scope, std::string_view vpc_id,
                                   std::string_view subnet_id) {
    for (const auto& [id, acl] : records_where(world, scope, kind::network_acl, "VpcId", vpc_id))
        if (flag_of(*acl, "IsDefault")) {
            associate(world, {scope, std::string(kind::network_acl), id}, subnet_id);
            return;
        }
}

std::span<const OperationRow> network_acl_operations() {
    return operations;
}

}  // namespace inland::emulator
