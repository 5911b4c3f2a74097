// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/values.h"

#include <array>

namespace inland::spec {

namespace {

struct AccessFields {
    Placed<AccessMode> mode;
    PlacedList<Ipv4Prefix> public_cidrs;
};

void read_public_cidrs(const Node& node, Context& context, AccessFields& access) {
    read_list(node, context, access.public_cidrs, read_prefix);
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
