// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

/// Public addresses and what they are tied to.
namespace inland::emulator {

/// An address of the emulated internet that nothing in the Region has; "" when there is none left.
std::string free_public_address(const World& world, const Scope& scope);

/// Ties an elastic address to an interface's private address (the primary one for ""). The id of
/// the association.
std::string associate_address(World& world, const Scope& scope, const std::string& allocation_id,
                              const std::string& interface_id, std::string_view private_address);
/// Undoes it; nothing happens to an address that is free.
void disassociate_address(World& world, const Scope& scope, const std::string& allocation_id);
/// Gives an interface a public address of the service that made it ("amazon-elb").
void lend_public_address(World& world, const Scope& scope, const std::string& interface_id,
                         std::string_view owner);

/// "ec2-203-0-113-7.eu-central-1.compute.amazonaws.com"
std::string public_dns_name(const World& world, std::string_view address, std::string_view region);

}  // namespace inland::emulator
