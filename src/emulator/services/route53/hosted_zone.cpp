// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53/change.h"
#include "emulator/services/route53/domain_name.h"
#include "emulator/services/route53/name_servers.h"
#include "emulator/services/route53/vpc.h"
#include "emulator/services/route53/zone.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

constexpr int conflict_status = 409;
constexpr std::size_t most_zones = 500;  // Route 53 Developer Guide, quotas
constexpr std::size_t longest_comment = 256;

Result<void> check_comment(const std::string& comment) {
    if (comment.size() > longest_comment)
        return refuse("InvalidInput",
                      fmt::format("1 validation error detected: Value at 'comment' failed to "
                                  "satisfy constraint: Member must have length less than or equal "
                                  "to {}",
                                  longest_comment));
    return {};
}

Result<void> check_reference(const Call& call) {
    const auto reference = text_of(call.input, "CallerReference");
    const auto zones = call.world.store().list(call.global_scope(), kind::hosted_zone);
    for (const auto& [id, zone] : zones)
        if (text_of(*zone, "CallerReference") == reference)
            return refuse("HostedZoneAlreadyExists",
                          "A hosted zone has already been created with the specified caller "
                          "reference.",
                          conflict_status);
    if (zones.size() >= most_zones)
        return refuse("TooManyHostedZones", "Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER");
    return {};
}

/// Reusable delegation sets are not emulated, so none that is named exists.
Result<void> check_delegation_set(const Call& call) {
    const auto id = zone_id_of(call.input, "DelegationSetId");
    if (!id.empty())
        return refuse("NoSuchDelegationSet",
                      fmt::format("A delegation set with ID {} does not exist.", id));
    return {};
}

Result<std::string> zone_name(const Call& call) {
    auto name = domain_name(text_of(call.input, "Name"));
    if (!name)
        return refuse("InvalidDomainName", name.error().message);
    return name;
}

/// A zone is private when it is given a VPC; one that is to be private needs it.
Result<void> check_kind(const Call& call) {
    const bool wants_private = flag_of(object_of(call.input, "HostedZoneConfig"), "PrivateZone");
    if (wants_private && !has(call.input, "VPC"))
        return refuse("InvalidInput",
                      "When creating private hosted zones (identified by HostedZoneConfig."
                      "PrivateZone) you must specify a VPC.");
    return {};
}

Result<void> check_vpc(const Call& call, const std::string& name) {
    if (!has(call.input, "VPC"))
        return {};
    const auto vpc = TRY(own_vpc(call));
    return check_no_conflict(call, name, vpc, call.caller.account);
}

json::object new_zone(const Call& call, const std::string& id, const std::string& name) {
    const bool is_private_zone = has(call.input, "VPC");
    const auto servers = is_private_zone ? private_name_servers() : public_name_servers(id);
    json::object config{{"PrivateZone", is_private_zone}};
    copy_members(object_of(call.input, "HostedZoneConfig"), config, {"Comment"});
    auto records = first_records(name, servers);
    json::array vpcs;
    if (is_private_zone)
        vpcs.push_back(object_of(call.input, "VPC"));
    return {{"Id", "/hostedzone/" + id},
            {"Name", name},
            {"CallerReference", text_of(call.input, "CallerReference")},
            {"Config", std::move(config)},
            {"ResourceRecordSetCount", records.size()},
            {"_records", std::move(records)},
            {"_vpcs", std::move(vpcs)},
            {"_authorizations", json::array()},
            {"_tags", json::array()},
            {"_name_servers", array_of(servers)}};
}

json::object delegation_set(const json::object& zone) {
    return {{"NameServers", list_of(zone, "_name_servers")}};
}

Result<json::object> create_hosted_zone(const Call& call) {
    const auto name = TRY(zone_name(call));
    TRY_VOID(check_comment(text_of(object_of(call.input, "HostedZoneConfig"), "Comment")));
    TRY_VOID(check_kind(call));
    TRY_VOID(check_delegation_set(call));
    TRY_VOID(check_reference(call));
    TRY_VOID(check_vpc(call, name));
    const auto id = new_zone_id();
    auto zone = new_zone(call, id, name);
    json::object output{{"HostedZone", zone},
                        {"ChangeInfo", begin_change(call, "CreateHostedZone", "")},
                        {"DelegationSet", delegation_set(zone)},
                        {"Location", "https://route53.amazonaws.com/2013-04-01/hostedzone/" + id}};
    copy_members(call.input, output, {"VPC"});
    call.world.store().put({call.global_scope(), std::string(kind::hosted_zone), id},
                           std::move(zone));
    return output;
}

Result<json::object> get_hosted_zone(const Call& call) {
    const auto* zone = call.world.store().find(TRY(find_zone(call, "Id")));
    json::object output{{"HostedZone", *zone}};
    if (is_private(*zone))
        output["VPCs"] = list_of(*zone, "_vpcs");
    else
        output["DelegationSet"] = delegation_set(*zone);
    return output;
}

Result<json::object> delete_hosted_zone(const Call& call) {
    constexpr std::size_t own_records = 2;
    const auto key = TRY(find_zone(call, "Id"));
    if (list_of(*call.world.store().find(key), "_records").size() > own_records)
        return refuse("HostedZoneNotEmpty",
                      "The specified hosted zone contains non-required resource record sets and "
                      "so cannot be deleted.");
    call.world.store().erase(key);
    return json::object{{"ChangeInfo", begin_change(call, "ChangeResourceRecordSets", "")}};
}

Result<json::object> update_comment(const Call& call) {
    const auto key = TRY(find_zone(call, "Id"));
    const auto comment = text_of(call.input, "Comment");
    TRY_VOID(check_comment(comment));
    call.world.store().update(key, [&](json::object& zone) {
        auto& config = object_in(zone, "Config");
        config.erase("Comment");
        if (!comment.empty())
            config["Comment"] = comment;
    });
    return json::object{{"HostedZone", *call.world.store().find(key)}};
}

/// No zone of the emulator is signed.
Result<json::object> get_dnssec(const Call& call) {
    const auto key = TRY(find_zone(call));
    if (is_private(*call.world.store().find(key)))
        return refuse("InvalidArgument", "DNSSEC is not supported for private hosted zones.");
    return json::object{{"Status", json::object{{"ServeSignature", "NOT_SIGNING"}}},
                        {"KeySigningKeys", json::array()}};
}

Result<json::object> get_hosted_zone_count(const Call& call) {
    return json::object{{"HostedZoneCount",
                         call.world.store().list(call.global_scope(), kind::hosted_zone).size()}};
}

constexpr std::array operations{
    OperationRow{"CreateHostedZone", create_hosted_zone},
    OperationRow{"DeleteHostedZone", delete_hosted_zone},
    OperationRow{"GetDNSSEC", get_dnssec},
    OperationRow{"GetHostedZone", get_hosted_zone},
    OperationRow{"GetHostedZoneCount", get_hosted_zone_count},
    OperationRow{"UpdateHostedZoneComment", update_comment},
};

}  // namespace

}  // namespace inland::emulator::route53

namespace inland::emulator {

std::span<const OperationRow> hosted_zone_operations() {
    return route53::operations;
}

}  // namespace inland::emulator
