// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_group_validation.h"

#include "core/crypto.h"
#include "emulator/services/ec2/image.h"
#include "emulator/services/ec2/launch_template.h"
#include "emulator/services/ec2/shared_network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/eks/node_user_data.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "knowledge/tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator {

namespace {

int minor_of(std::string_view version) {
    return std::atoi(std::string(version.substr(version.find('.') + 1)).c_str());
}

Result<void> check_node_role(const Call& call) {
    const auto role_arn = text_of(call.input, "nodeRole");
    const auto* role = role_of_arn(call.world, call.scope(), role_arn);
    if (role == nullptr)
        return invalid_parameter(
            fmt::format("Following required service role does not exist: {}", role_arn));
    if (!trusts_service(*role, "ec2.amazonaws.com"))
        return invalid_parameter(
            "Following required service principals [ec2.amazonaws.com] were "
            "not found in the trust relationships of nodeRole " +
            role_arn);
    return {};
}

Result<void> check_subnets(const Call& call, const json::object& cluster) {
    const auto subnets = texts_of(call.input, "subnets");
    if (subnets.empty())
        return invalid_parameter("Subnets must be specified.");
    const auto vpc = text_of(object_of(cluster, "resourcesVpcConfig"), "vpcId");
    for (const auto& id : subnets) {
        const auto subnet = lookup(call, subnet_type, id);
        if (!subnet)
            return invalid_parameter(fmt::format(
                "The subnet ID '{}' does not exist (Service: Ec2, Status Code: 400)", id));
        if (text_of(**subnet, "VpcId") != vpc)
            return invalid_parameter(fmt::format(
                "Subnets are not tagged with the required VPC: {} is not in {}", id, vpc));
    }
    return {};
}

/// Node versions: not newer than the control plane, at most three minors older.
Result<void> check_version(const Call& call, const json::object& cluster) {
    constexpr int greatest_skew = 3;
    const auto version = node_group_version(call, cluster);
    const auto control_plane = text_of(cluster, "version");
    if (call.world.tables().version(version) == nullptr ||
        minor_of(version) > minor_of(control_plane) ||
        minor_of(version) < minor_of(control_plane) - greatest_skew)
        return invalid_parameter(
            fmt::format("Requested Nodegroup version {} is invalid for the cluster's version {}",
                        version, control_plane));
    const auto ami_type = node_group_ami_type(call);
    if (ami_type != "CUSTOM" && !image_for(call.world, call.caller.region, ami_type, version))
        return invalid_parameter(
            fmt::format("AMI Type {} is only supported for kubernetes versions that it is made "
                        "for, not {}",
                        ami_type, version));
    return {};
}

Result<void> check_instance_types(const Call& call) {
    const auto ami_type = node_group_ami_type(call);
    const bool arm = ami_type.find("ARM") != std::string::npos;
    for (const auto& name : texts_of(call.input, "instanceTypes")) {
        const auto* type = call.world.tables().instance_type(name);
        if (type == nullptr)
            return invalid_parameter(
                fmt::format("The following supplied instance types do not exist: [{}]", name));
        if (ami_type != "CUSTOM" && (type->architecture == "arm64") != arm)
            return invalid_parameter(fmt::format(
                "[{}] is not a valid instance type for requested amiType {}", name, ami_type));
    }
    return {};
}

/// The data of the launch template that the call names; none when it names none.
Result<json::object> own_template_data(const Call& call) {
    const auto& asked = object_of(call.input, "launchTemplate");
    if (asked.empty())
        return json::object{};
    json::object specification{{"Version", text_of(asked, "version")}};
    if (has(asked, "id"))
        specification["LaunchTemplateId"] = text_of(asked, "id");
    else
        specification["LaunchTemplateName"] = text_of(asked, "name");
    return launch_template_data(call.world, call.scope(), specification);
}

/// EKS first tries whether a machine would start, and names no group in that trial: where the VPC
/// is another account's, the template must (aws/containers-roadmap#1602).
Result<void> check_default_group(const Call& call, const json::object& cluster) {
    const auto vpc = text_of(object_of(cluster, "resourcesVpcConfig"), "vpcId");
    if (!is_of_other_account(call, vpc_type, vpc))
        return {};
    const auto data = own_template_data(call);
    if (data && (has(*data, "SecurityGroupIds") || has(*data, "NetworkInterfaces")))
        return {};
    return invalid_request(
        fmt::format("You do not have access to a default security group in VPC "
                    "{}. Specify a security group, and try again.",
                    vpc));
}

/// Without an image of its own EKS adds its part to the user data, which it must be able to.
Result<void> check_own_user_data(const Call& call, const json::object& data) {
    if (has(data, "ImageId"))
        return {};
    const auto own = decode_base64(text_of(data, "UserData")).value_or("");
    const auto merged = merged_user_data(own, "", node_group_ami_type(call));
    if (!merged)
        return invalid_request("Ec2LaunchTemplateInvalidConfiguration: " + merged.error().message);
    return {};
}

Result<void> check_launch_template(const Call& call) {
    if (!has(call.input, "launchTemplate"))
        return {};
    const auto data = own_template_data(call);
    if (!data)
        return invalid_parameter(data.error().message);
    if (has(*data, "InstanceType") && !list_of(call.input, "instanceTypes").empty())
        return invalid_request(
            "You cannot specify an instance type in the request and in the "
            "launch template.");
    if (has(call.input, "diskSize"))
        return invalid_parameter("Disk size must be specified within the launch template.");
    return check_own_user_data(call, *data);
}

}  // namespace

RecordKey node_group_key(const Scope& scope, std::string_view cluster, std::string_view name) {
    return {scope, std::string(kind::node_group), cluster_child(cluster, name)};
}

std::string node_group_version(const Call& call, const json::object& cluster) {
    const auto asked = text_of(call.input, "version");
    return asked.empty() ? text_of(cluster, "version") : asked;
}

std::string node_group_ami_type(const Call& call) {
    const auto data = own_template_data(call);
    if (data && has(*data, "ImageId"))
        return "CUSTOM";
    const auto asked = text_of(call.input, "amiType");
    constexpr auto usual = "AL2023_x86_64_STANDARD";  // of arm64 too (terraform-aws-eks#1734)
    return asked.empty() ? usual : asked;
}

Result<void> check_scaling(const json::object& scaling) {
    const auto minimum = number_of(scaling, "minSize", 1);
    const auto maximum = number_of(scaling, "maxSize", 2);
    const auto desired = number_of(scaling, "desiredSize", maximum);
    if (minimum < 0 || maximum < 1)
        return invalid_parameter(
            "Invalid value for scalingConfig: minSize must be at least 0 and "
            "maxSize at least 1");
    if (minimum > maximum)
        return invalid_parameter(
            fmt::format("Minimum capacity {} can't be greater than maximum "
                        "capacity {}",
                        minimum, maximum));
    if (desired < minimum)
        return invalid_parameter(
            fmt::format("Minimum capacity {} can't be greater than desired "
                        "size {}",
                        minimum, desired));
    if (desired > maximum)
        return invalid_parameter(
            fmt::format("desired capacity {} can't be greater than max size {}", desired, maximum));
    return {};
}

Result<void> check_new_node_group(const Call& call, const json::object& cluster) {
    const auto name = text_of(call.input, "nodegroupName");
    TRY_VOID(check_eks_name("nodegroup", name));
    const auto key = node_group_key(call.scope(), text_of(cluster, "name"), name);
    if (call.world.store().find(key) != nullptr)
        return eks_in_use(fmt::format("NodeGroup already exists with name {} and cluster name {}",
                                      name, text_of(cluster, "name")));
    TRY_VOID(check_scaling(object_of(call.input, "scalingConfig")));
    TRY_VOID(check_node_role(call));
    TRY_VOID(check_subnets(call, cluster));
    TRY_VOID(check_version(call, cluster));
    TRY_VOID(check_launch_template(call));
    TRY_VOID(check_default_group(call, cluster));
    return check_instance_types(call);
}

}  // namespace inland::emulator
