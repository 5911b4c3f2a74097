// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <vector>

/// The addresses of a resolver endpoint: interfaces that Resolver makes in the owner's subnets.
namespace inland::emulator::resolver {

/// The VPC of the subnets that the requests name ({"SubnetId", "Ip"}); each subnet must be there,
/// all in one VPC, and each address free.
Result<std::string> check_requests(const Call& call, const json::array& requests);

/// The subnets of a VPC that the groups and the endpoint must be in.
Result<void> check_groups(const Call& call, const std::vector<std::string>& groups,
                          const std::string& vpc_id);

/// Makes the interface of one request: its IpAddressResponse document, CREATING.
Result<json::object> make_address(const Call& call, const json::object& endpoint,
                                  const json::object& request);

/// What an answer shows of an endpoint's addresses.
json::array shown_addresses(const json::object& endpoint);

/// The endpoint turns OPERATIONAL after what Resolver takes: its new addresses are ATTACHED, those
/// on their way out gone.
void settle_later(const Call& call, const RecordKey& endpoint);
/// The endpoint goes, and its interfaces with it.
void delete_later(const Call& call, const RecordKey& endpoint);

}  // namespace inland::emulator::resolver
