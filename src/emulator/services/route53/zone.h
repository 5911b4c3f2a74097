// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What Route 53's calls share about hosted zones. Route 53 is global: its records stand in the
/// account's scope without a Region.
namespace inland::emulator::route53 {

/// "Z" and 20 capital letters and digits, never given twice.
std::string new_zone_id();
/// The same form, always the same for `seed`: zones that AWS keeps for itself.
std::string stable_zone_id(std::string_view seed);

/// An id without its path ("/hostedzone/Z1" as "Z1").
std::string zone_id_of(const json::object& input, std::string_view member = "HostedZoneId");

/// The caller's zone that the input names; NoSuchHostedZone.
Result<RecordKey> find_zone(const Call& call, std::string_view member = "HostedZoneId");
/// A zone of any account: those who own a VPC associate it with others' zones.
Result<RecordKey> find_zone_anywhere(const Call& call, std::string_view member = "HostedZoneId");

bool is_private(const json::object& zone);
/// Whether the zone is associated with a VPC ({"VPCRegion", "VPCId"}).
bool is_associated(const json::object& zone, const json::object& vpc);

/// Private zones and the accounts that they are of, by VPC.
std::vector<std::pair<RecordKey, const json::object*>> zones_of_vpc(const World& world,
                                                                    std::string_view region,
                                                                    std::string_view vpc_id);

/// ConflictingDomainExists when a zone of that name, the caller's, another's or one that AWS keeps
/// for an endpoint, is associated with the VPC already.
Result<void> check_no_conflict(const Call& call, std::string_view name, const json::object& vpc,
                               std::string_view vpc_account);

/// The first of these names ("ec2.eu-central-1.amazonaws.com", "*.dkr…") whose zone is one of the
/// VPC's own private hosted zones: an endpoint cannot answer for it as well.
std::optional<std::string> hosted_zone_among(const World& world, const Scope& scope,
                                             std::string_view vpc_id,
                                             const std::vector<std::string>& names);

/// A zone that AWS keeps for a VPC: an endpoint's private DNS.
struct ManagedZone {
    std::string id;
    std::string name;  ///< "ec2.eu-central-1.amazonaws.com."
};
std::vector<ManagedZone> managed_zones(const World& world, const Scope& scope,
                                       std::string_view vpc_id);

}  // namespace inland::emulator::route53
