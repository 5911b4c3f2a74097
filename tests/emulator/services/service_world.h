// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/service.h"
#include "emulator/services/members.h"
#include "emulator/world.h"
#include "knowledge/tables.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace inland::emulator::testing {

/// The services without HTTP: handlers called as the dispatcher calls them, time moved by hand.
class ServiceWorld {
  public:
    ServiceWorld() : world_(knowledge::built_in(), clock_) { register_events(world_.scheduler()); }

    [[nodiscard]] World& world() { return world_; }
    [[nodiscard]] Scope scope() const { return {caller.account, caller.region}; }

    Result<json::object> call(std::string_view service, std::string_view operation,
                              const json::object& input = {}) {
        for (const auto& row : services())
            if (row.service == service)
                for (const auto& candidate : row.operations)
                    if (candidate.operation == operation)
                        return candidate.handler(Call{world_, caller, operation, input, "test"});
        ADD_FAILURE() << service << " has no " << operation;
        return json::object();
    }

    /// The output of a call that must succeed.
    json::object must(std::string_view service, std::string_view operation,
                      const json::object& input = {}) {
        auto output = call(service, operation, input);
        if (!output) {
            ADD_FAILURE() << operation << ": " << output.error().code << ": "
                          << output.error().message;
            return {};
        }
        return *output;
    }

    /// The code of a call that must fail.
    std::string code(std::string_view service, std::string_view operation,
                     const json::object& input = {}) {
        const auto output = call(service, operation, input);
        return output ? "it succeeded" : output.error().code;
    }

    /// Lets emulated time pass, each event at its own time.
    void pass(Duration duration) {
        const auto until = clock_.now() + duration;
        while (const auto due = world_.scheduler().next_due()) {
            if (*due > until)
                break;
            if (*due > clock_.now())
                clock_.advance(*due - clock_.now());
            world_.scheduler().run_due(world_, clock_.now());
        }
        clock_.advance(until - clock_.now());
    }

    std::string make_vpc(std::string_view cidr = "10.40.0.0/16") {
        return text_of(object_of(must("ec2", "CreateVpc", {{"CidrBlock", cidr}}), "Vpc"), "VpcId");
    }
    std::string make_subnet(const std::string& vpc, std::string_view cidr, char zone = 'a') {
        return text_of(object_of(must("ec2", "CreateSubnet",
                                      {{"VpcId", vpc},
                                       {"CidrBlock", cidr},
                                       {"AvailabilityZone", caller.region + zone}}),
                                 "Subnet"),
                       "SubnetId");
    }
    std::string make_role(const std::string& name, std::string_view service) {
        const auto trust =
            R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":")" +
            std::string(service) + R"("},"Action":"sts:AssumeRole"}]})";
        return text_of(object_of(must("iam", "CreateRole",
                                      {{"RoleName", name}, {"AssumeRolePolicyDocument", trust}}),
                                 "Role"),
                       "Arn");
    }

    Caller caller{"123456789012", "eu-central-1", "arn:aws:iam::123456789012:root", "test",
                  "123456789012"};

  private:
    ManualClock clock_;
    World world_;
};

/// The first element of an output's list.
inline json::object first_of(const json::object& output, std::string_view list) {
    const auto& rows = list_of(output, list);
    return rows.empty() ? json::object() : rows.front().as_object();
}

}  // namespace inland::emulator::testing
