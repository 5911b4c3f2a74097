// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace inland::emulator::cluster {

/// Calls to the emulated AWS that a controller makes with a role's permissions: IAM judges them as
/// everybody's, then the handlers do what they do for everybody. Errors are AWS's own. A cheap
/// view, valid as long as the World; I/O thread only.
class AwsCalls {
  public:
    AwsCalls(World& world, Scope scope, std::string role_arn)
        : world_(&world), scope_(std::move(scope)), role_arn_(std::move(role_arn)) {}

    Result<json::object> operator()(std::string_view service, std::string_view operation,
                                    const json::object& input) const;
    [[nodiscard]] World& world() const { return *world_; }
    [[nodiscard]] const Scope& scope() const { return scope_; }

  private:
    World* world_;
    Scope scope_;
    std::string role_arn_;
};

/// "DependencyViolation: resource sg-1 has a dependent object": an error as Go's SDK prints it, or
/// a controller's own as it is.
std::string aws_text(const Error& error);

/// [{"Name": NAME, "Values": [VALUE]}] for EC2's describe calls.
json::array ec2_filter(std::string_view name, std::string_view value);
/// [{"Key", "Value"}] of pairs.
json::array aws_tags(std::initializer_list<std::pair<std::string, std::string>> pairs);

}  // namespace inland::emulator::cluster
