// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/values.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::spec {

namespace {

/// From these no packet comes by the internet (RFC 6890), so that the public API would never see
/// whom the block is meant for.
constexpr std::array<Ipv4Prefix, 6> never_on_the_internet = {
    Ipv4Prefix({0x0a000000}, 8),  Ipv4Prefix({0x64400000}, 10), Ipv4Prefix({0x7f000000}, 8),
    Ipv4Prefix({0xa9fe0000}, 16), Ipv4Prefix({0xac100000}, 12), Ipv4Prefix({0xc0a80000}, 16)};

/// EKS's quota, "Public endpoint access CIDR ranges per cluster" (Amazon EKS User Guide, quotas).
constexpr std::size_t most_public_cidrs = 40;

struct AccessFields {
    Placed<AccessMode> mode;
    PlacedList<Ipv4Prefix> public_cidrs;
};

void check_public_cidrs(const Node& node, Context& context,
                        const PlacedList<Ipv4Prefix>& public_cidrs) {
    for (const auto& block : public_cidrs) {
        const auto within = [&](const Ipv4Prefix& range) { return range.contains(block.value); };
        if (std::ranges::any_of(never_on_the_internet, within))
            context.error_at(
                block.place, "public-cidrs", "the block is not of the internet",
                fmt::format("nobody comes by the internet from {}", block.value.text()),
                "name the public addresses that people come from; private networks "
                "reach the private API through \"connect\"");
    }
    if (public_cidrs.size() > most_public_cidrs)
        context.error(node.position, "public-cidrs", "too many blocks",
                      fmt::format("EKS takes {} blocks, and these are {}", most_public_cidrs,
                                  public_cidrs.size()),
                      "join neighbouring blocks");
}

void read_public_cidrs(const Node& node, Context& context, AccessFields& access) {
    read_list(node, context, access.public_cidrs, read_prefix);
    check_public_cidrs(node, context, access.public_cidrs);
    if (access.mode.value == AccessMode::Private && was_read(access.mode))
        context.error(node.key_position, "public-cidrs", "private access has no public side",
                      "publicCidrs restricts public access",
                      "leave it out, or choose mode: public-and-private");
}

constexpr std::array<SpecField<AccessFields>, 2> fields = {{
    field<&AccessFields::mode, read_word<AccessMode>>("mode", Presence::Required),
    {"publicCidrs", Presence::Optional, read_public_cidrs},
}};

Access access_of(AccessFields access) {
    if (access.mode.value == AccessMode::PublicAndPrivate)
        return PublicAndPrivateAccess{std::move(access.public_cidrs)};
    if (access.mode.value == AccessMode::Public)
        return PublicAccess{std::move(access.public_cidrs)};
    return PrivateAccess{};
}

}  // namespace

/// `access: private`, or the map with the mode in it.
void read_access(const Node& node, Context& context, Cluster& cluster) {
    AccessFields access;
    if (node.kind == NodeKind::Map)
        read_fields(node, "access", std::span<const SpecField<AccessFields>>(fields), context,
                    access);
    else if (!read_word(node, context, access.mode))
        return;
    cluster.access = {access_of(std::move(access)), context.place(node.position)};
}

FieldList access_fields() {
    return list_fields("spec.access", fields);
}

}  // namespace inland::spec
