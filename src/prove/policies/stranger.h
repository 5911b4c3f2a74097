// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/endpoint_policy.h"
#include "prove/policies/evaluation.h"

#include <string>
#include <vector>

namespace inland::prove {

/// An account that nobody trusts, to which data may not go.
struct Stranger {
    std::string account;       ///< twelve digits that the policies do not name
    std::string organization;  ///< "" when the account is in none: keys about it are missing then
};

/// Who asks for what belongs to the stranger: somebody with the stranger's keys, somebody of the
/// endpoint's own account, or somebody without keys.
enum class Asker { TheStranger, OurOwn, Nobody };

/// Two strangers that the document does not name: with and without an organization. Conditions that
/// hold for one of them may not hold for the other.
std::vector<Stranger> strangers_to(std::string_view document);

/// What is known of every request that `asker` sends through the endpoint to something of the
/// stranger's; the action is still to be given. What the asker may choose, or only AWS knows, is
/// unknown.
PolicyRequest request_to(const Network& network, const topology::VpcEndpoint& endpoint,
                         const Stranger& stranger, Asker asker);

/// "with keys of another account"
std::string_view asker_text(Asker asker);

}  // namespace inland::prove
