// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

struct NewInterface {
    std::string subnet_id;
    std::vector<std::string> group_ids;
    std::string description;
    std::string interface_type = "interface";  ///< "vpc_endpoint", "nat_gateway"
    std::string requester_id;                  ///< "" unless a service made it
    std::string attached_to = "amazon-aws";    ///< account that a service's interface serves
    std::string owner_kind;                    ///< the record that it belongs to
    std::string owner_id;
    std::string address;  ///< "" takes the lowest free one
    json::array tags;
};

/// Makes an interface; InsufficientFreeAddressesInSubnet when the subnet is full.
Result<std::string> make_network_interface(World& world, const Scope& scope,
                                           const NewInterface& spec);
/// Its primary private address, or "".
std::string address_of(const World& world, const Scope& scope, std::string_view interface_id);
/// Every interface that belongs to a record, by id.
std::vector<std::string> interfaces_of(const World& world, const Scope& scope,
                                       std::string_view owner_kind, std::string_view owner_id);
void erase_interfaces_of(World& world, const Scope& scope, std::string_view owner_kind,
                         std::string_view owner_id);

/// "ip-10-40-1-5.eu-central-1.compute.internal"
std::string private_dns_name(std::string_view address, std::string_view region);

}  // namespace inland::emulator
