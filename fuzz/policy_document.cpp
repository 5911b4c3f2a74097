// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/evaluation.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Policies come from users' accounts and files: any text must be refused or evaluated, never
/// crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace inland::prove;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto kind :
         {PolicyKind::Any, PolicyKind::Identity, PolicyKind::Trust, PolicyKind::Resource})
        if (auto statements = read_policy(text, kind)) {
            PolicyRequest request;
            request.action = "s3:GetObject";
            request.resource = "arn:aws:s3:::bucket/key";
            request.principal = {
                PrincipalKind::Aws, "arn:aws:iam::111111111111:user/a", {}, "111111111111"};
            request.context = {{"aws:username", {"a"}}, {"aws:sourceip", {"10.0.0.1"}}};
            request.unknown_keys = {"aws:principalorgid", "aws:principaltag/*"};
            PolicySet policies;
            policies.identity = {{"policy", *statements}};
            policies.resource = {{"policy", std::move(*statements)}};
            (void)evaluate(policies, with_principal_keys(request));
        }
    return 0;
}
