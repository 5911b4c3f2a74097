// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/address.h"

#include "emulator/authentication.h"
#include "emulator/services/arn.h"
#include "emulator/world.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace {

/// After the account, in the order of their Region's place.
constexpr std::array<std::string_view, 2> ecr_words = {".dkr.ecr.", ".dkr.ecr-fips."};
constexpr std::array<std::string_view, 2> dual_stack_words = {".dkr-ecr.", ".dkr-ecr-fips."};

bool is_account(std::string_view text) {
    constexpr std::size_t digits = 12;
    return text.size() == digits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_suffix_of(const World& world, std::string_view region, std::string_view suffix,
                  bool dual_stack) {
    if (world.tables().region(region) == nullptr)
        return false;
    return dual_stack ? suffix == "on.aws" || suffix == "on.amazonwebservices.com.cn"
                      : suffix == dns_suffix_of(world, region);
}

std::optional<Address> read_ecr_host(const World& world, std::string_view host,
                                     std::string_view word, bool dual_stack) {
    constexpr std::size_t account_digits = 12;
    const auto account = host.substr(0, account_digits);
    auto rest = host.substr(std::min(host.size(), account_digits));
    if (!is_account(account) || !rest.starts_with(word))
        return std::nullopt;
    rest.remove_prefix(word.size());
    const auto dot = rest.find('.');
    const auto region = rest.substr(0, dot);
    if (dot == std::string_view::npos ||
        !is_suffix_of(world, region, rest.substr(dot + 1), dual_stack))
        return std::nullopt;
    return ecr_address(world, {std::string(account), std::string(region)});
}

std::string_view without_port(std::string_view host) {
    return host.substr(0, host.find(':'));
}

}  // namespace

std::string ecr_host(const World& world, const Scope& scope) {
    return fmt::format("{}.dkr.ecr.{}.{}", scope.account, scope.region,
                       dns_suffix_of(world, scope.region));
}

Address ecr_address(const World& world, const Scope& scope) {
    return {.kind = RegistryKind::Ecr, .scope = scope, .host = ecr_host(world, scope)};
}

std::optional<Address> address_of_host(const World& world, std::string_view host) {
    host = without_port(host);
    for (const auto word : ecr_words)
        if (auto address = read_ecr_host(world, host, word, false))
            return address;
    for (const auto word : dual_stack_words)
        if (auto address = read_ecr_host(world, host, word, true))
            return address;
    const auto& registries = world.tables().registries;
    if (std::ranges::find(registries, host, &knowledge::PublicRegistry::host) == registries.end())
        return std::nullopt;
    return Address{.kind = RegistryKind::Public, .scope = {}, .host = std::string(host)};
}

Named resolve_name(const World& world, const HomeAccount& home, std::string_view host_header,
                   std::string_view name) {
    if (auto address = address_of_host(world, host_header))
        return {*std::move(address), std::string(name)};
    const auto slash = name.find('/');
    if (slash != std::string_view::npos)
        if (auto address = address_of_host(world, name.substr(0, slash)))
            return {*std::move(address), std::string(name.substr(slash + 1))};
    return {ecr_address(world, {home.account, home.region}), std::string(name)};
}

}  // namespace inland::emulator::registry
