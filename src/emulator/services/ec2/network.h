// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What several EC2 services need to know of a Region's networks.
namespace inland::emulator {

struct Zone {
    std::string name;  ///< "eu-central-1a"
    std::string id;    ///< "euc1-az2"
};

/// The Region's zones in order; a Region that the tables do not know has a, b and c.
std::vector<Zone> zones_of(const World& world, std::string_view region);

/// The block, or InvalidParameterValue in EC2's words; host bits are refused.
Result<Ipv4Prefix> block_of(std::string_view text, std::string_view parameter);
/// The same, of 16 to 28 bits ("The CIDR '…' is invalid." with `code`).
Result<Ipv4Prefix> network_block(std::string_view text, std::string_view code);

/// Every record of a kind in the scope whose `member` is `value`.
std::vector<std::pair<std::string, const json::object*>> records_where(const World& world,
                                                                       const Scope& scope,
                                                                       std::string_view kind,
                                                                       std::string_view path,
                                                                       std::string_view value);
bool any_where(const World& world, const Scope& scope, std::string_view kind, std::string_view path,
               std::string_view value);

/// "2026-11-22T21:07:59.000Z": emulated time as EC2 shows it.
std::string timestamp(const World& world);

/// DependencyViolation in EC2's words: "The vpc 'vpc-1' has dependencies and cannot be deleted."
std::unexpected<Error> dependency_violation(std::string_view what, std::string_view id);

}  // namespace inland::emulator
