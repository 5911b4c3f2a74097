// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/clock.h"
#include "emulator/authentication.h"
#include "emulator/authorization.h"
#include "tests/emulator/services/service_world.h"

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace inland::emulator::testing {

inline constexpr TimePoint noon{std::chrono::hours(24 * 365 * 56)};

/// An account with users and roles whose calls are judged.
class IdentityWorld : public ServiceWorld {
  public:
    /// Makes a user whose one policy allows these actions (a JSON list) on every resource.
    void make_user(const std::string& name, const std::string& actions) {
        must("iam", "CreateUser", {{"UserName", name}});
        allow_user(name, "inline", statement("Allow", actions, "*"));
    }
    void allow_user(const std::string& user, const std::string& policy,
                    const std::string& document) {
        must("iam", "PutUserPolicy",
             {{"UserName", user}, {"PolicyName", policy}, {"PolicyDocument", document}});
    }
    static std::string statement(std::string_view effect, std::string_view actions,
                                 std::string_view resource, std::string_view condition = "{}") {
        return fmt::format(
            R"({{"Version":"2012-10-17","Statement":[{{"Effect":"{}","Action":{},"Resource":"{}","Condition":{}}}]}})",
            effect, actions, resource, condition);
    }

    [[nodiscard]] Caller user(const std::string& name) const {
        auto made = caller;
        made.principal_arn = "arn:aws:iam::123456789012:user/" + name;
        made.access_key_id = "AKIA" + name;
        made.user_id = "AIDA" + name;
        return made;
    }
    /// The caller that temporary credentials stand for.
    Caller holder_of(const json::object& output) {
        const auto id = text_of(object_of(output, "Credentials"), "AccessKeyId");
        return caller_of_key(world().store(), id, {.region = caller.region});
    }

    /// "" when the call is permitted, else the denial: "CODE: MESSAGE".
    std::string denial(const Caller& who, std::string_view service, std::string_view operation,
                       const json::object& input = {}) {
        const auto found = aws::find_service(service);
        const auto judged = authorize({world(), who, operation, input, "test"}, **found, noon);
        return judged ? "" : judged.error().code + ": " + judged.error().message;
    }
    /// A call as that caller, permissions apart.
    Result<json::object> call_as(const Caller& who, std::string_view service,
                                 std::string_view operation, const json::object& input = {}) {
        const auto before = std::exchange(caller, who);
        auto output = call(service, operation, input);
        caller = before;
        return output;
    }
};

}  // namespace inland::emulator::testing
