// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/client_names.h"

#include "emulator/services/members.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view name_kind = "inland:client-name";
constexpr std::array<std::string_view, 3> members{"name", "address", "authority"};

RecordKey name_key(std::string_view name) {
    return {{}, std::string(name_kind), std::string(name)};
}

std::unexpected<Error> wrong(std::string message) {
    return failure(ErrorKind::InvalidInput, std::move(message));
}

bool is_address(const json::value* value) {
    return value == nullptr || value->is_null() ||
           (value->is_string() && Ipv4Address::parse(std::string_view(value->get_string())));
}

Result<void> check(const json::value& name) {
    if (!name.is_object() || string_or_empty(name, "name").empty())
        return wrong("\"name\" is a name that the clients' servers are asked for");
    for (const auto& member : name.get_object())
        if (std::ranges::find(members, std::string_view(member.key())) == members.end())
            return wrong(fmt::format("a name has no \"{}\"", std::string_view(member.key())));
    if (!is_address(name.get_object().if_contains("address")))
        return wrong("\"address\" is an IPv4 address, or null where there is no such name");
    const auto* authority = name.get_object().if_contains("authority");
    if (authority != nullptr && !authority->is_string())
        return wrong("\"authority\" is a certificate as PEM");
    return {};
}

}  // namespace

std::optional<Ipv4Address> told_address_of(const World& world, std::string_view name) {
    const auto* told = world.store().find(name_key(name));
    const auto address =
        Ipv4Address::parse(told == nullptr ? "" : string_or_empty(*told, "address"));
    return address ? std::optional(*address) : std::nullopt;
}

std::optional<Ipv4Address> client_address_of(const World& world, std::string_view name,
                                             Ipv4Address asked) {
    const auto* told = world.store().find(name_key(name));
    const bool is_silent = told == nullptr || told->if_contains("address") == nullptr;
    return is_silent ? std::optional(asked) : told_address_of(world, name);
}

std::string client_authority_of(const World& world, std::string_view name) {
    const auto* told = world.store().find(name_key(name));
    return told == nullptr ? std::string() : string_or_empty(*told, "authority");
}

Result<void> set_client_name(World& world, const json::value& name) {
    TRY_VOID(check(name));
    world.store().put(name_key(string_or_empty(name, "name")), name.get_object());
    return {};
}

json::array client_names(const World& world) {
    json::array names;
    for (const auto& [key, name] : world.store().list_everywhere(name_kind))
        names.emplace_back(*name);
    return names;
}

}  // namespace inland::emulator
