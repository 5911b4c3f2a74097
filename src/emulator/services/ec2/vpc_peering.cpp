// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/events.h"
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
#include <chrono>
#include <set>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr auto filters = std::to_array<FilterRow>({
    {"accepter-vpc-info.cidr-block", "AccepterVpcInfo.CidrBlock"},
    {"accepter-vpc-info.owner-id", "AccepterVpcInfo.OwnerId"},
    {"accepter-vpc-info.vpc-id", "AccepterVpcInfo.VpcId"},
    {"requester-vpc-info.cidr-block", "RequesterVpcInfo.CidrBlock"},
    {"requester-vpc-info.owner-id", "RequesterVpcInfo.OwnerId"},
    {"requester-vpc-info.vpc-id", "RequesterVpcInfo.VpcId"},
    {"status-code", "Status.Code"},
    {"status-message", "Status.Message"},
    {"vpc-peering-connection-id", "VpcPeeringConnectionId"},
});

constexpr std::string_view status_event = "ec2:vpc-peering-status";
/// A request that nobody answers expires (VPC Peering Guide).
constexpr auto answer_within = std::chrono::hours(24 * 7);
/// How long one that has ended is shown.
constexpr auto shown_afterwards = std::chrono::hours(2);

/// What each status says of itself.
constexpr auto messages = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"initiating-request", "Initiating Request to {}"},
    {"pending-acceptance", "Pending Acceptance by {}"},
    {"provisioning", "Provisioning"},
    {"active", "Active"},
    {"deleting", "Deleting"},
    {"deleted", "Deleted by {}"},
    {"rejected", "Inactive"},
    {"expired", "Expired"},
    {"failed", "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"},
});

std::string status_of(const json::object& connection) {
    return text_of(object_of(connection, "Status"), "Code");
}

json::object status_document(std::string_view code, const std::string& account) {
    const auto row =
        std::ranges::find(messages, code, &std::pair<std::string_view, std::string_view>::first);
    return {{"Code", code}, {"Message", fmt::format(fmt::runtime(row->second), account)}};
}

/// The keys of a connection: one in each side's scope.
std::set<RecordKey> sides_of(const json::object& connection) {
    std::set<RecordKey> keys;
    for (const auto member : {"RequesterVpcInfo", "AccepterVpcInfo"}) {
        const auto& side = object_of(connection, member);
        keys.insert({{text_of(side, "OwnerId"), text_of(side, "Region")},
                     std::string(kind::vpc_peering),
                     text_of(connection, "VpcPeeringConnectionId")});
    }
    return keys;
}

void put_on_both_sides(World& world, const json::object& connection) {
    for (const auto& key : sides_of(connection))
        world.store().put(key, connection);
}

void set_status(World& world, json::object connection, std::string_view code) {
    connection["Status"] =
        status_document(code, text_of(object_of(connection, "AccepterVpcInfo"), "OwnerId"));
    put_on_both_sides(world, connection);
    for (const auto& key : sides_of(connection))
        if (code == "deleted")
            blackhole_routes_to(world, key.scope, key.id);
}

/// The status turns from one into another, on both sides, unless something else happened.
void turn_status_after(World& world, Duration delay, const RecordKey& key, std::string_view from,
                       std::string_view to, Jump jump = Jump::Yes) {
    auto payload = payload_of(key);
    payload["from"] = from;
    payload["to"] = to;
    world.after(delay, status_event, std::move(payload), jump);
}

void forget_later(World& world, const json::object& connection) {
    for (const auto& key : sides_of(connection))
        world.after(shown_afterwards, "inland:erase", payload_of(key), Jump::No);
}

void status_turns(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* connection = world.store().find(key);
    if (connection == nullptr || status_of(*connection) != text_of(payload, "from"))
        return;
    const auto to = text_of(payload, "to");
    const auto before = *connection;
    set_status(world, before, to);
    if (to == "pending-acceptance")
        turn_status_after(world, answer_within, key, to, "expired", Jump::No);
    if (to == "deleted")
        forget_later(world, before);
}

json::object side(const Scope& scope, const std::string& vpc_id, const json::object* vpc) {
    json::object info{{"OwnerId", scope.account}, {"VpcId", vpc_id}, {"Region", scope.region}};
    if (vpc == nullptr)
        return info;
    json::array blocks;
    for (const auto& block : blocks_of(*vpc))
        blocks.push_back(json::object{{"CidrBlock", block.text()}});
    info["CidrBlock"] = text_of(*vpc, "CidrBlock");
    info["CidrBlockSet"] = std::move(blocks);
    info["PeeringOptions"] = json::object{{"AllowDnsResolutionFromRemoteVpc", false},
                                          {"AllowEgressFromLocalClassicLinkToRemoteVpc", false},
                                          {"AllowEgressFromLocalVpcToRemoteClassicLink", false}};
    return info;
}

bool overlap(const json::object& left, const json::object& right) {
    const auto others = blocks_of(right);
    return std::ranges::any_of(blocks_of(left), [&](const Ipv4Prefix& block) {
        return std::ranges::any_of(others,
                                   [&](const Ipv4Prefix& other) { return block.overlaps(other); });
    });
}

bool is_living(const json::object& connection) {
    const auto status = status_of(connection);
    return status == "active" || status == "provisioning" || status == "pending-acceptance" ||
           status == "initiating-request";
}

bool joins(const json::object& connection, const std::string& vpc, const std::string& peer) {
    const auto requester = text_of(object_of(connection, "RequesterVpcInfo"), "VpcId");
    const auto accepter = text_of(object_of(connection, "AccepterVpcInfo"), "VpcId");
    return (requester == vpc && accepter == peer) || (requester == peer && accepter == vpc);
}

Result<void> check_pair(const Call& call, const std::string& vpc, const std::string& peer) {
    if (vpc == peer)
        return refuse("InvalidParameterValue", "A VPC cannot be peered with itself");
    std::size_t active = 1;
    for (const auto& [id, other] : call.world.store().list(call.scope(), kind::vpc_peering)) {
        if (!is_living(*other))
            continue;
        if (joins(*other, vpc, peer))
            return refuse("VpcPeeringConnectionAlreadyExists",
                          fmt::format("A VPC peering connection between {} and {} already exists: "
                                      "{}",
                                      vpc, peer, id));
        active += text_of(object_of(*other, "RequesterVpcInfo"), "VpcId") == vpc ? 1U : 0U;
    }
    return check_quota(call, "ec2.PeeringConnectionsPerVpc", active, vpc);
}

/// A peer that is not there, or overlaps, makes a connection that has failed.
Result<json::object> create(const Call& call) {
    const auto vpc = *TRY(lookup_input(call, vpc_type, "VpcId"));
    TRY_VOID(require(call, {"PeerVpcId"}));
    const auto peer_id = text_of(call.input, "PeerVpcId");
    auto peer_scope = call.scope();
    if (has(call.input, "PeerOwnerId"))
        peer_scope.account = text_of(call.input, "PeerOwnerId");
    if (has(call.input, "PeerRegion"))
        peer_scope.region = text_of(call.input, "PeerRegion");
    TRY_VOID(check_pair(call, text_of(vpc, "VpcId"), peer_id));
    const auto* peer = call.world.store().find({peer_scope, std::string(kind::vpc), peer_id});
    const bool sound = peer != nullptr && !overlap(vpc, *peer);
    const auto id = call.world.new_id(vpc_peering_type.prefix);
    json::object connection{{"VpcPeeringConnectionId", id},
                            {"RequesterVpcInfo", side(call.scope(), text_of(vpc, "VpcId"), &vpc)},
                            {"AccepterVpcInfo", side(peer_scope, peer_id, peer)},
                            {"ExpirationTime", iso8601(call.world.now() + answer_within)},
                            {"Tags", TRY(tags_for(call, vpc_peering_type))}};
    set_status(call.world, connection, sound ? "initiating-request" : "failed");
    turn_status_after(call.world, call.world.tables().typical("ec2.CreateVpcPeeringConnection"),
                      key_of(call, vpc_peering_type, id), "initiating-request",
                      "pending-acceptance");
    return json::object{{"VpcPeeringConnection", shown(call, vpc_peering_type, id)}};
}

std::unexpected<Error> wrong_state(const std::string& id, std::string_view wanted) {
    return refuse("InvalidStateTransition",
                  fmt::format("Invalid state transition for {}, attempted to transition from an "
                              "incorrect state to {}",
                              id, wanted));
}

bool is_answerable(const json::object& connection) {
    const auto status = status_of(connection);
    return status == "pending-acceptance" || status == "initiating-request";
}

bool is_accepter(const Call& call, const json::object& connection) {
    const auto& side = object_of(connection, "AccepterVpcInfo");
    return text_of(side, "OwnerId") == call.caller.account &&
           text_of(side, "Region") == call.caller.region;
}

Result<json::object> accept(const Call& call) {
    auto connection = *TRY(lookup_input(call, vpc_peering_type, "VpcPeeringConnectionId"));
    const auto id = text_of(connection, "VpcPeeringConnectionId");
    if (!is_accepter(call, connection))
        return refuse("OperationNotPermitted",
                      fmt::format("User {} cannot accept peering {}", call.caller.account, id));
    if (!is_answerable(connection))
        return wrong_state(id, "provisioning");
    connection.erase("ExpirationTime");
    set_status(call.world, std::move(connection), "provisioning");
    turn_status_after(call.world, call.world.tables().typical("ec2.AcceptVpcPeeringConnection"),
                      key_of(call, vpc_peering_type, id), "provisioning", "active");
    return json::object{{"VpcPeeringConnection", shown(call, vpc_peering_type, id)}};
}

Result<json::object> reject(const Call& call) {
    const auto connection = *TRY(lookup_input(call, vpc_peering_type, "VpcPeeringConnectionId"));
    const auto id = text_of(connection, "VpcPeeringConnectionId");
    if (!is_answerable(connection) || !is_accepter(call, connection))
        return wrong_state(id, "rejected");
    set_status(call.world, connection, "rejected");
    forget_later(call.world, connection);
    return json::object{{"Return", true}};
}

Result<json::object> remove(const Call& call) {
    const auto connection = *TRY(lookup_input(call, vpc_peering_type, "VpcPeeringConnectionId"));
    const auto id = text_of(connection, "VpcPeeringConnectionId");
    if (!is_living(connection))
        return wrong_state(id, "deleting");
    set_status(call.world, connection, "deleting");
    turn_status_after(call.world, call.world.tables().typical("ec2.CreateVpcPeeringConnection"),
                      key_of(call, vpc_peering_type, id), "deleting", "deleted");
    return json::object{{"Return", true}};
}

/// Which side's options the two members of a Modify call are.
constexpr std::array option_members{std::pair<std::string_view, std::string_view>{
                                        "RequesterPeeringConnectionOptions", "RequesterVpcInfo"},
                                    std::pair<std::string_view, std::string_view>{
                                        "AccepterPeeringConnectionOptions", "AccepterVpcInfo"}};

Result<json::object> modify_options(const Call& call) {
    auto connection = *TRY(lookup_input(call, vpc_peering_type, "VpcPeeringConnectionId"));
    if (status_of(connection) != "active")
        return refuse("OperationNotPermitted",
                      fmt::format("Peering {} is not active. Peering options can be added only to "
                                  "active peerings.",
                                  text_of(connection, "VpcPeeringConnectionId")));
    json::object output;
    for (const auto& [member, info] : option_members) {
        if (!has(call.input, member))
            continue;
        auto& options = object_in(object_in(connection, info), "PeeringOptions");
        for (const auto& [name, value] : object_of(call.input, member))
            options[name] = value;
        output[member] = options;
    }
    put_on_both_sides(call.world, connection);
    return output;
}

constexpr std::array operations{
    OperationRow{"CreateVpcPeeringConnection", ec2<create>},
    OperationRow{"AcceptVpcPeeringConnection", ec2<accept>},
    OperationRow{"RejectVpcPeeringConnection", ec2<reject>},
    OperationRow{"DeleteVpcPeeringConnection", ec2<remove>},
    OperationRow{"ModifyVpcPeeringConnectionOptions", ec2<modify_options>},
    OperationRow{"DescribeVpcPeeringConnections", ec2<describe_type<vpc_peering_type>>},
};

}  // namespace

const ResourceType vpc_peering_type{
    .kind = kind::vpc_peering,
    .tag_type = "vpc-peering-connection",
    .prefix = "pcx-",
    .id_member = "VpcPeeringConnectionId",
    .ids_input = "VpcPeeringConnectionIds",
    .list_output = "VpcPeeringConnections",
    .not_found_code = "InvalidVpcPeeringConnectionID.NotFound",
    .not_found_text = "The vpcPeeringConnection ID '{}' does not exist",
    .malformed_code = "InvalidVpcPeeringConnectionId.Malformed",
    .filters = filters,
};

void register_vpc_peering_events(Scheduler& scheduler) {
    scheduler.on(std::string(status_event), status_turns);
}

std::span<const OperationRow> vpc_peering_operations() {
    return operations;
}

}  // namespace inland::emulator
