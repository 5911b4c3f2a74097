// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53resolver/resource.h"
#include "emulator/services/route53resolver/targets.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::resolver {

namespace {

constexpr std::size_t most_associations = 2000;  // Route 53 Developer Guide, quotas of Resolver

Duration association_duration(const Call& call) {
    return call.world.tables().typical("route53resolver.AssociateResolverRule");
}

Result<void> check_vpc(const Call& call) {
    const auto id = text_of(call.input, "VPCId");
    if (call.world.store().find({call.scope(), std::string(kind::vpc), id}) == nullptr)
        return refuse("InvalidParameterException",
                      fmt::format("The vpc ID '{}' does not exist", id));
    return {};
}

/// One rule for a domain in a VPC (terraform's and crossplane's logs have the words).
Result<void> check_domain(const Call& call, const json::object& rule) {
    const auto vpc = text_of(call.input, "VPCId");
    for (const auto& [id, other] :
         records_where(call.world, call.scope(), association_type.kind, "VPCId", vpc)) {
        const auto rule_id = text_of(*other, "ResolverRuleId");
        const auto* associated =
            call.world.store().find({call.scope(), std::string(rule_type.kind), rule_id});
        if (associated != nullptr &&
            text_of(*associated, "DomainName") == text_of(rule, "DomainName"))
            return refuse("InvalidRequestException",
                          fmt::format("[RSLVR-00802] Cannot associate rules with same domain name "
                                      "with same VPC. Conflict with resolver rule \"{}\"",
                                      rule_id));
    }
    return {};
}

/// A rule must not send a VPC's questions back to that VPC's own inbound endpoint.
Result<void> check_loop(const Call& call, const json::object& rule) {
    const auto vpc = text_of(call.input, "VPCId");
    const auto targets = values_at(rule, "TargetIps[].Ip");
    for (const auto& [id, endpoint] :
         records_where(call.world, call.scope(), kind::resolver_endpoint, "HostVPCId", vpc))
        for (const auto& address : values_at(*endpoint, "_addresses[].Ip"))
            if (text_of(*endpoint, "Direction") == "INBOUND" &&
                std::ranges::find(targets, address) != targets.end())
                return refuse(
                    "InvalidRequestException",
                    fmt::format("[RSLVR-00804] Cannot associate rule {} to VPC {} because "
                                "the VPC include an INBOUND resolver endpoints with "
                                "rule's target IP. Please try a different rule or update "
                                "rule's target IP.",
                                text_of(rule, "Id"), vpc));
    return {};
}

Result<RecordKey> rule_to_associate(const Call& call) {
    if (text_of(call.input, "ResolverRuleId") == internet_rule_id)
        return refuse("InvalidRequestException",
                      "Autodefined rules are associated with every VPC by Resolver itself.");
    auto key = TRY(find_resource(call, rule_type));
    if (text_of(*call.world.store().find(key), "Status") == "DELETING")
        return refuse("ResourceUnavailableException",
                      fmt::format("Resolver rule '{}' is being deleted.", key.id));
    return key;
}

Result<json::object> associate(const Call& call) {
    const auto rule_key = TRY(rule_to_associate(call));
    const auto& rule = *call.world.store().find(rule_key);
    TRY_VOID(check_vpc(call));
    TRY_VOID(check_domain(call, rule));
    TRY_VOID(check_loop(call, rule));
    if (call.world.store().list(call.scope(), association_type.kind).size() >= most_associations)
        return limit_exceeded(call, "max-rule-association");
    const RecordKey key{call.scope(), std::string(association_type.kind),
                        call.world.new_id("rslvr-rrassoc-")};
    json::object association{{"Id", key.id}, {"ResolverRuleId", rule_key.id}};
    copy_members(call.input, association, {"Name", "VPCId"});
    association["Status"] = "CREATING";
    association["StatusMessage"] = status_message(call, "Creating the association.");
    json::object output{{"ResolverRuleAssociation", association}};
    call.world.store().put(key, std::move(association));
    turn_after(call.world, association_duration(call), key, "Status", "CREATING", "COMPLETE");
    return output;
}

json::object shown(const Call& call, const RecordKey& key) {
    return {{"ResolverRuleAssociation", *call.world.store().find(key)}};
}

Result<json::object> get_association(const Call& call) {
    return shown(call, TRY(find_resource(call, association_type)));
}

/// The internet's rule is associated with every VPC.
json::array autodefined(const Call& call) {
    json::array associations;
    for (const auto& [id, vpc] : call.world.store().list(call.scope(), kind::vpc))
        associations.push_back(
            json::object{{"Id", fmt::format("rslvr-autodefined-assoc-{}-internet-resolver", id)},
                         {"ResolverRuleId", internet_rule_id},
                         {"Name", "System Rule Association"},
                         {"VPCId", id},
                         {"Status", "COMPLETE"},
                         {"StatusMessage", ""}});
    return associations;
}

Result<json::object> list_associations(const Call& call) {
    auto associations = autodefined(call);
    for (const auto& [id, association] :
         call.world.store().list(call.scope(), association_type.kind))
        associations.emplace_back(*association);
    return list_resources(call, association_type, std::move(associations));
}

Result<RecordKey> find_association(const Call& call) {
    const auto rule = text_of(call.input, "ResolverRuleId");
    const auto vpc = text_of(call.input, "VPCId");
    for (const auto& [id, association] :
         records_where(call.world, call.scope(), association_type.kind, "ResolverRuleId", rule))
        if (text_of(*association, "VPCId") == vpc)
            return RecordKey{call.scope(), std::string(association_type.kind), id};
    return refuse("ResourceNotFoundException",
                  fmt::format("Resolver Rule Association between Resolver Rule '{}' and VPC '{}' "
                              "does not exist",
                              rule, vpc));
}

Result<json::object> disassociate(const Call& call) {
    const auto key = TRY(find_association(call));
    call.world.store().update(key, [&](json::object& association) {
        association["Status"] = "DELETING";
        association["StatusMessage"] = status_message(call, "Deleting the association.");
    });
    erase_after(call.world, association_duration(call), key);
    return shown(call, key);
}

constexpr std::array operations{
    OperationRow{"AssociateResolverRule", associate},
    OperationRow{"DisassociateResolverRule", disassociate},
    OperationRow{"GetResolverRuleAssociation", get_association},
    OperationRow{"ListResolverRuleAssociations", list_associations},
};

}  // namespace

}  // namespace inland::emulator::resolver

namespace inland::emulator {

std::span<const OperationRow> resolver_association_operations() {
    return resolver::operations;
}

}  // namespace inland::emulator
