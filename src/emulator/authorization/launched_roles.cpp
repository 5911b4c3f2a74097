// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/launched_roles.h"

#include "emulator/services/ec2/launch_template.h"
#include "emulator/services/iam/instance_profile.h"
#include "emulator/services/members.h"

namespace inland::emulator {

namespace {

std::string profile_in(const json::object& launch) {
    const auto& profile = object_of(launch, "IamInstanceProfile");
    const auto arn = text_of(profile, "Arn");
    return arn.empty() ? text_of(profile, "Name") : arn;
}

const json::object& template_of(const json::object& input) {
    const auto& direct = object_of(input, "LaunchTemplate");
    if (!direct.empty())
        return direct;
    const auto& mixed = object_of(object_of(input, "MixedInstancesPolicy"), "LaunchTemplate");
    return object_of(mixed, "LaunchTemplateSpecification");
}

std::string launched_profile(const Call& call) {
    if (auto profile = profile_in(call.input); !profile.empty())
        return profile;
    const auto& specification = template_of(call.input);
    if (specification.empty())
        return "";
    const auto data = launch_template_data(call.world, call.scope(), specification);
    return data ? profile_in(*data) : "";
}

}  // namespace

std::vector<std::string> launched_roles(const Call& call) {
    const auto profile = launched_profile(call);
    auto role =
        profile.empty() ? std::string() : role_of_profile(call.world, call.scope(), profile);
    if (role.empty())
        return {};
    return {std::move(role)};
}

}  // namespace inland::emulator
