// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <optional>
#include <string>
#include <string_view>

/// The name servers in the clients' networks, to which Resolver forwards, and what answers there. A
/// name that nobody told about (POST /_inland/names) has the address of the server that was asked,
/// which stands for the whole data centre. I/O thread only.
namespace inland::emulator {

/// What the server `asked` answers; nothing: that there is no such name.
std::optional<Ipv4Address> client_address_of(const World& world, std::string_view name,
                                             Ipv4Address asked);
/// The address of a name that was told about; nothing for others.
std::optional<Ipv4Address> told_address_of(const World& world, std::string_view name);
/// Who signs the certificate that a host shows, PEM; "": a public authority.
std::string client_authority_of(const World& world, std::string_view name);

/// {"name": "registry.corp.example.com", "address": "192.168.0.80", "authority": "PEM"}; without an
/// address it is as of a name that nobody told about, with a null one there is no such name.
Result<void> set_client_name(World& world, const json::value& name);
/// All that were told about.
json::array client_names(const World& world);

}  // namespace inland::emulator
