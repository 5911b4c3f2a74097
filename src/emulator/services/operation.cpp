// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/operation.h"

#include "core/crypto.h"
#include "emulator/services/ec2/default_network.h"
#include "emulator/services/ec2/shared_network.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

std::string fingerprint(const json::object& input) {
    return hex(sha256(json::serialize(input)));
}

constexpr int precondition_failed = 412;

}  // namespace

Result<json::object> run_once(const Call& call, Handler handler, std::string_view token_member,
                              std::string_view mismatch_code) {
    const auto token = text_of(call.input, token_member);
    if (token.empty())
        return handler(call);
    const RecordKey key{call.scope(), std::string(kind::client_token),
                        fmt::format("{}/{}", call.operation, token)};
    if (const auto* known = call.world.store().find(key); known != nullptr) {
        if (text_of(*known, "fingerprint") != fingerprint(call.input))
            return refuse(std::string(mismatch_code),
                          fmt::format("The client token '{}' was used in a previous request with "
                                      "different parameters.",
                                      token));
        return object_of(*known, "output");
    }
    auto output = TRY(handler(call));
    call.world.store().put(key, {{"fingerprint", fingerprint(call.input)}, {"output", output}});
    return output;
}

Result<json::object> run_ec2(const Call& call, Handler handler) {
    ensure_default_network(call.world, call.scope());
    TRY_VOID(check_owner(call));
    if (flag_of(call.input, "DryRun"))
        return refuse("DryRunOperation", "Request would have succeeded, but DryRun flag is set.",
                      precondition_failed);
    return run_once(call, handler, "ClientToken", "IdempotentParameterMismatch");
}

Result<json::object> run_eks(const Call& call, Handler handler) {
    return run_once(call, handler, "clientRequestToken", "InvalidRequestException");
}

}  // namespace inland::emulator
