// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "deploy/context.h"

#include <functional>
#include <string>
#include <string_view>

namespace inland::deploy::drivers {

/// What drivers share: calls that bear with AWS's eventual consistency, and its ways to say that
/// a thing is gone or there already.

/// The thing named does not exist (any more).
bool is_gone(const Error& error);

/// An error that says that something made moments ago is not visible everywhere yet, or that AWS
/// is asked too often.
bool may_pass(const Error& error);

/// A change that is tried again for up to two minutes of AWS's time while its error may pass: a
/// new VPC that EC2 does not find yet, a new role that EKS cannot assume yet.
Result<json::value> change(Context& context, std::string_view service, std::string_view operation,
                           json::object input);

/// A removal: what is gone already is fine.
Result<void> remove(Context& context, std::string_view service, std::string_view operation,
                    json::object input);

/// Asks `look` again and again until it answers true; NotFound and other errors end it.
Result<void> wait_until(Context& context, Duration interval,
                        const std::function<Result<bool>()>& look);

}  // namespace inland::deploy::drivers
