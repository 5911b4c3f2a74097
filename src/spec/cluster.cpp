// SPDX-License-Identifier: Apache-2.0
#include "spec/cluster.h"

#include "spec/words.h"

namespace inland::spec {

PlacedList<Ipv4Prefix> Connect::networks() const {
    PlacedList<Ipv4Prefix> all;
    const auto add = [&all](const auto& connection) {
        if (connection)
            all.insert(all.end(), connection->networks.begin(), connection->networks.end());
    };
    add(vpn);
    add(direct_connect);
    add(transit_gateway);
    return all;
}

std::string_view text(const Access& access) {
    return Words<AccessMode>::all[access.index()].word;
}
std::string_view text(NodePlacement placement) {
    return word_of(placement);
}
std::string_view text(Egress egress) {
    return word_of(egress);
}
std::string_view text(VpnRouting routing) {
    return word_of(routing);
}
std::string_view text(NodeGroupKind kind) {
    return word_of(kind);
}
std::string_view text(OperatingSystem os) {
    return word_of(os);
}
std::string_view text(TaintEffect effect) {
    return word_of(effect);
}
std::string_view text(IdentityKind kind) {
    return word_of(kind);
}
std::string_view text(Admission admission) {
    return word_of(admission);
}

}  // namespace inland::spec
