// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/route53/change.h"
#include "emulator/services/route53/page_size.h"
#include "emulator/services/route53/vpc.h"
#include "emulator/services/route53/zone.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

constexpr int unauthorized = 401;
constexpr int not_found = 404;
constexpr std::size_t most_vpcs = 300;             // Route 53 Developer Guide, quotas
constexpr std::size_t most_authorizations = 1000;  // the same

Result<void> check_private(const json::object& zone) {
    if (!is_private(zone))
        return refuse("PublicZoneVPCAssociation",
                      "You're trying to associate a VPC with a public hosted zone. Amazon Route 53 "
                      "doesn't support associating a VPC with a public hosted zone.");
    return {};
}

bool names_vpc(const json::array& list, const json::object& vpc) {
    return find_where(list, "VPCId", text_of(vpc, "VPCId")) != nullptr;
}

/// Another account's zone takes a VPC only when its owner has said so.
Result<void> check_authorized(const Call& call, const RecordKey& key, const json::object& zone,
                              const json::object& vpc) {
    if (key.scope.account == call.caller.account ||
        names_vpc(list_of(zone, "_authorizations"), vpc))
        return {};
    return refuse("NotAuthorizedException",
                  fmt::format("The VPC: {} has not authorized to associate with your hosted zone.",
                              text_of(vpc, "VPCId")),
                  unauthorized);
}

Result<json::object> associate(const Call& call) {
    const auto key = TRY(find_zone_anywhere(call));
    const auto& zone = *call.world.store().find(key);
    TRY_VOID(check_private(zone));
    const auto vpc = TRY(own_vpc(call));
    TRY_VOID(check_authorized(call, key, zone, vpc));
    TRY_VOID(check_no_conflict(call, text_of(zone, "Name"), vpc, call.caller.account));
    if (list_of(zone, "_vpcs").size() >= most_vpcs)
        return refuse("LimitsExceeded", "Limits Exceeded: MAX_VPCS_PER_HOSTED_ZONE");
    call.world.store().update(
        key, [&](json::object& document) { list_in(document, "_vpcs").push_back(vpc); });
    return json::object{{"ChangeInfo", begin_change(call, "AssociateVPCWithHostedZone",
                                                    text_of(call.input, "Comment"))}};
}

/// The zone's owner and the VPC's may both end an association.
Result<void> check_may_end(const Call& call, const RecordKey& key, const OwnedVpc& owned) {
    if (key.scope.account == call.caller.account || owned.account == call.caller.account)
        return {};
    return refuse("NoSuchHostedZone", fmt::format("No hosted zone found with ID: {}", key.id),
                  not_found);
}

Result<json::object> disassociate(const Call& call) {
    const auto key = TRY(find_zone_anywhere(call));
    const auto owned = TRY(any_vpc(call));
    TRY_VOID(check_may_end(call, key, owned));
    const auto& vpcs = list_of(*call.world.store().find(key), "_vpcs");
    if (!names_vpc(vpcs, owned.vpc))
        return refuse(
            "VPCAssociationNotFound",
            fmt::format("The VPC {} in region {} is not associated with the hosted zone "
                        "{}.",
                        text_of(owned.vpc, "VPCId"), text_of(owned.vpc, "VPCRegion"), key.id),
            not_found);
    if (vpcs.size() == 1)
        return refuse("LastVPCAssociation",
                      "Cannot remove last VPC association for the private zone");
    call.world.store().update(key, [&](json::object& zone) {
        erase_where(list_in(zone, "_vpcs"), "VPCId", text_of(owned.vpc, "VPCId"));
    });
    return json::object{{"ChangeInfo", begin_change(call, "AssociateVPCWithHostedZone",
                                                    text_of(call.input, "Comment"))}};
}

json::object authorization(const RecordKey& key, const json::object& vpc) {
    return {{"HostedZoneId", key.id}, {"VPC", vpc}};
}

Result<json::object> create_authorization(const Call& call) {
    const auto key = TRY(find_zone(call));
    const auto& zone = *call.world.store().find(key);
    if (!is_private(zone))
        return refuse("InvalidInput", "VPCs can be authorized for private hosted zones only.");
    const auto owned = TRY(any_vpc(call));
    const auto& known = list_of(zone, "_authorizations");
    if (known.size() >= most_authorizations)
        return refuse("TooManyVPCAssociationAuthorizations",
                      "Limits Exceeded: MAX_VPC_ASSOCIATION_AUTHORIZATIONS_PER_HOSTED_ZONE");
    if (!names_vpc(known, owned.vpc))
        call.world.store().update(key, [&](json::object& document) {
            list_in(document, "_authorizations").push_back(owned.vpc);
        });
    return authorization(key, owned.vpc);
}

Result<json::object> delete_authorization(const Call& call) {
    const auto key = TRY(find_zone(call));
    const auto& vpc = object_of(call.input, "VPC");
    if (!names_vpc(list_of(*call.world.store().find(key), "_authorizations"), vpc))
        return refuse("VPCAssociationAuthorizationNotFound",
                      "The VPC that you specified is not authorized to be associated with the "
                      "hosted zone.",
                      not_found);
    call.world.store().update(key, [&](json::object& zone) {
        erase_where(list_in(zone, "_authorizations"), "VPCId", text_of(vpc, "VPCId"));
    });
    return json::object{};
}

Result<json::object> list_authorizations(const Call& call) {
    const auto key = TRY(find_zone(call));
    const auto size = TRY(page_size(call, "MaxResults", 50));
    auto page = TRY(take_page(list_of(*call.world.store().find(key), "_authorizations"),
                              text_of(call.input, "NextToken"), size, "InvalidPaginationToken"));
    json::object output{{"HostedZoneId", key.id}, {"VPCs", std::move(page.items)}};
    if (!page.next_token.empty())
        output["NextToken"] = page.next_token;
    return output;
}

constexpr std::array operations{
    OperationRow{"AssociateVPCWithHostedZone", associate},
    OperationRow{"CreateVPCAssociationAuthorization", create_authorization},
    OperationRow{"DeleteVPCAssociationAuthorization", delete_authorization},
    OperationRow{"DisassociateVPCFromHostedZone", disassociate},
    OperationRow{"ListVPCAssociationAuthorizations", list_authorizations},
};

}  // namespace

}  // namespace inland::emulator::route53

namespace inland::emulator {

std::span<const OperationRow> vpc_association_operations() {
    return route53::operations;
}

}  // namespace inland::emulator
