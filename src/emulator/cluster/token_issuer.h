// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator {

/// Whom a service account's token is for.
struct TokenSubject {
    std::string name_space;
    std::string service_account;
    std::string pod = {};  ///< "" for a token that is bound to none
    std::string audience;  ///< "sts.amazonaws.com", "pods.eks.amazonaws.com"
};

/// A token of the cluster's OIDC issuer (identity.oidc.issuer), signed with RS256 by the key that
/// the cluster record keeps ("_issuer_key_pem", made for the first token). Times are the wall's.
/// `cluster` is the key of the "eks:cluster" record; NotFound without one.
Result<std::string> issue_token(World& world, const RecordKey& cluster, const TokenSubject& subject,
                                TimePoint wall_now, std::chrono::seconds lifetime);

/// What a token claims, unproven; nullopt when it is no JWT.
std::optional<json::object> read_claims(std::string_view token);

/// Whether a cluster of the emulated world issues for that issuer.
const json::object* cluster_of_issuer(const World& world, std::string_view issuer);
/// Whether the cluster's issuer signed the token.
bool is_signed_by(const json::object& cluster, std::string_view token);

/// The issuer's documents: /.well-known/openid-configuration and /keys.
json::object discovery_document(const json::object& cluster);
json::object key_set(World& world, const RecordKey& cluster);

}  // namespace inland::emulator
