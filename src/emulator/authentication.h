// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "aws/sigv4/verify.h"
#include "core/clock.h"
#include "core/result.h"
#include "emulator/service.h"
#include "http/message.h"

#include <optional>
#include <string>

namespace inland::emulator {

/// Whether signatures must be right, or callers are believed.
enum class Signatures { Verified, Believed };

/// Whose account and Region a caller has who does not say.
struct HomeAccount {
    std::string account = "123456789012";
    std::string region = "eu-central-1";
};

/// Who signed the request. Keys: one that the emulated IAM (records "iam:access-key") or STS
/// ("sts:session") made, with its secret; any other id with the secret "test", as root of the
/// account that the id names when it is 12 digits, else of the home account. `wall_now`: signatures
/// and sessions keep to the wall clock. Errors are those that the service would answer with.
Result<Caller> authenticate(const Store& store, const http::Request& request,
                            const aws::Service& service, TimePoint wall_now, Signatures signatures,
                            const HomeAccount& home);

/// Who calls without a signature, where an operation allows that.
Caller anonymous(const HomeAccount& home);

/// Who an access key id stands for, unproven.
Caller caller_of_key(const Store& store, const std::string& access_key_id, const HomeAccount& home);

/// The secret of an access key id as the rules above have it: what verify() looks up, for all who
/// verify signatures (the token of a Kubernetes client is one).
aws::sigv4::SecretLookup secrets_of(const Store& store, TimePoint wall_now, aws::Protocol protocol);

}  // namespace inland::emulator
