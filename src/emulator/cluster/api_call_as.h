// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// One call of an AWS API by a program somewhere in the emulated network.
struct ProgramsCall {
    std::string who;           ///< where it runs: "pod/shop/orders-1" (connect.h)
    std::string_view service;  ///< "sts"
    std::string_view operation;
    json::object input = {};
};

/// "sts.eu-central-1.amazonaws.com", as SDKs resolve it in that Region; "" for a service that is
/// not emulated.
std::string host_of_service(std::string_view service, std::string_view region);

struct Attempt;

/// How a program tells that it got no connection.
using NotConnected = Error (*)(const Attempt& attempt, const std::string& host,
                               const ProgramsCall& asked);
Error as_botocore_tells(const Attempt& attempt, const std::string& host, const ProgramsCall& asked);

/// What becomes of it: the connection, the policy of the VPC endpoint that it comes through, the
/// caller's permissions, the service. An error without a code is the connection's, in the
/// program's words; others are AWS's own.
Result<json::object> call_as(World& world, const Caller& caller, const ProgramsCall& asked,
                             NotConnected not_connected = as_botocore_tells);

/// The error as botocore tells it: "An error occurred (AccessDenied) when calling the … operation".
std::string words_of(const Error& error, std::string_view operation);

}  // namespace inland::emulator
