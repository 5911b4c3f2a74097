// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::topology {

/// The tag of a VPN gateway, or of an attachment to a transit gateway, that says which networks are
/// expected behind it: of what routers advertise AWS only knows what it hears. A design writes it;
/// proofs of what lives read it.
inline constexpr std::string_view networks_tag = "inland.dev/networks";

/// Blocks in the tag's form, "172.16.0.0/16 192.168.0.0/24": as many as one value of EC2 may hold
/// (256 characters, EC2 User Guide, tag restrictions).
std::string networks_text(const std::vector<Ipv4Prefix>& blocks);
/// The blocks of such a text; what is none is left out.
std::vector<Ipv4Prefix> networks_in(std::string_view text);

}  // namespace inland::topology
