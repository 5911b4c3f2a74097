// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/store.h"
#include "emulator/world.h"

#include <span>
#include <string>
#include <string_view>

namespace inland::emulator {

/// Who calls: proven by the signature.
struct Caller {
    std::string account;
    std::string region;         ///< of the signature's scope
    std::string principal_arn;  ///< "arn:aws:iam::123456789012:root", a user or an assumed role
    std::string access_key_id;
    std::string user_id;
};

/// One API call, decoded and authenticated. `input` has the service model's member names.
struct Call {
    World& world;
    const Caller& caller;
    std::string_view operation;
    const json::object& input;
    std::string request_id;

    [[nodiscard]] Scope scope() const { return {caller.account, caller.region}; }
    /// IAM and other global services keep their records here.
    [[nodiscard]] Scope global_scope() const { return {caller.account, ""}; }
};

/// Carries out one operation: the output document (model member names; members starting with '_'
/// are left out on the wire) or AWS's own error (`Error::code`, and `http_status` where the
/// protocol needs one). A handler that fails has changed nothing.
using Handler = Result<json::object> (*)(const Call& call);

struct OperationRow {
    std::string_view operation;
    Handler handler;
    /// What it does otherwise than AWS, in words; "" when nothing. Input members that it does not
    /// read are known without it (coverage.h).
    std::string_view partial = {};
};

/// One emulated service: which operations it has, and how well. Each file in services/ defines the
/// tables that services/registry.cpp lists.
struct ServiceRow {
    std::string_view service;  ///< as in src/aws/api: "ec2", "eks"
    std::span<const OperationRow> operations;
};

/// Every service that the embedded AWS has.
std::span<const ServiceRow> services();
/// Registers what each service does later (Scheduler::on).
void register_events(Scheduler& scheduler);

}  // namespace inland::emulator
