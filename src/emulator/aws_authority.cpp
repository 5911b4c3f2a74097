// SPDX-License-Identifier: Apache-2.0
#include "emulator/aws_authority.h"

#include "emulator/cluster/authority.h"
#include "emulator/services/members.h"
#include "emulator/world.h"

#include <map>

namespace inland::emulator {

namespace {

struct Identities {
    std::map<std::string, http::TlsIdentity> by_host;
    std::string authority;  ///< that signed them
};

/// The record, as authority_of() reads it.
const json::object& authority_record(World& world) {
    const RecordKey key{{}, "inland:authority", "aws"};
    if (world.store().find(key) == nullptr) {
        auto made = make_cluster_authority("Inland's emulated AWS");
        world.store().put(key, {{"_certificate_pem", std::move(made.certificate_pem)},
                                {"_private_key_pem", std::move(made.private_key_pem)}});
    }
    return *world.store().find(key);
}

}  // namespace

std::string aws_authority_certificate(World& world) {
    return text_of(authority_record(world), "_certificate_pem");
}

Result<http::TlsIdentity> aws_server_identity(World& world, const std::string& host) {
    auto& identities = world.part<Identities>();
    if (const auto certificate = aws_authority_certificate(world);
        identities.authority != certificate)
        identities = {.by_host = {}, .authority = certificate};
    if (const auto found = identities.by_host.find(host); found != identities.by_host.end())
        return found->second;
    const auto authority = TRY(authority_of(authority_record(world)));
    return identities.by_host[host] = TRY(issue_server_certificate(authority, {host}));
}

}  // namespace inland::emulator
