// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>
#include <vector>

namespace inland::emulator::route53 {

/// Four name servers, one of each of Route 53's top-level domains: a public zone's, by its id.
std::vector<std::string> public_name_servers(std::string_view zone_id);
/// The same four for every private zone; nobody asks them.
std::vector<std::string> private_name_servers();

/// The NS and SOA records that Route 53 makes with a zone.
json::array first_records(const std::string& zone, const std::vector<std::string>& name_servers);

}  // namespace inland::emulator::route53
