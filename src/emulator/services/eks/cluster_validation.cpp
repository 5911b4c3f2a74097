// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/cluster_validation.h"

#include "core/ipv4_prefix.h"
#include "emulator/services/ec2/subnet.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// EKS-FACTS.md 2.6: what each cluster subnet must have free.
constexpr std::int64_t least_free_addresses = 6;

/// What EC2 answered EKS, as EKS passes it on.
std::unexpected<Error> from_ec2(const Error& error) {
    return invalid_parameter(fmt::format(
        "{} (Service: AmazonEC2; Status Code: 400; Error Code: {})", error.message, error.code));
}

Result<void> check_version(const Call& call) {
    const auto version = text_of(call.input, "version");
    if (!version.empty() && call.world.tables().version(version) == nullptr)
        return invalid_parameter("unsupported Kubernetes version");
    return {};
}

Result<void> check_role(const Call& call) {
    const auto role_arn = text_of(call.input, "roleArn");
    const auto* role = role_of_arn(call.world, call.scope(), role_arn);
    if (role == nullptr)
        return invalid_parameter(
            fmt::format("Role with arn: {}, could not be assumed because it does not exist or the "
                        "trusted entity is not correct",
                        role_arn));
    if (!trusts_service(*role, "eks.amazonaws.com"))
        return invalid_parameter(
            "Following required service principals [eks.amazonaws.com] were not found in the "
            "trust relationships of clusterRole " +
            role_arn);
    return {};
}

bool is_private_range(const Ipv4Prefix& block) {
    constexpr std::array ranges{Ipv4Prefix{Ipv4Address{10U << 24U}, 8},
                                Ipv4Prefix{Ipv4Address{(172U << 24U) | (16U << 16U)}, 12},
                                Ipv4Prefix{Ipv4Address{(192U << 24U) | (168U << 16U)}, 16}};
    return std::ranges::any_of(ranges, [&](const auto& range) { return range.contains(block); });
}

Result<void> check_service_cidr(const Call& call, const std::string& vpc_id) {
    const auto text = text_of(object_of(call.input, "kubernetesNetworkConfig"), "serviceIpv4Cidr");
    if (text.empty())
        return {};
    constexpr int largest = 12;
    constexpr int smallest = 24;
    const auto block = Ipv4Prefix::parse(text);
    if (!block || block->length() < largest || block->length() > smallest ||
        !is_private_range(*block))
        return invalid_parameter(
            fmt::format("The specified service IPv4 CIDR block is not valid: {}. It must be within "
                        "10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 and between /24 and /12",
                        text));
    for (const auto& own : blocks_of(*TRY(lookup(call, vpc_type, vpc_id))))
        if (own.overlaps(*block))
            return invalid_parameter("The specified service IPv4 CIDR overlaps with the VPC CIDR");
    return {};
}

Result<void> check_encryption(const Call& call) {
    for (const auto& row : list_of(call.input, "encryptionConfig")) {
        const auto key_arn = text_of(object_of(row.as_object(), "provider"), "keyArn");
        const auto slash = key_arn.rfind('/');
        const RecordKey key{call.scope(), std::string(kind::key), key_arn.substr(slash + 1)};
        const auto* document = call.world.store().find(key);
        if (document == nullptr || text_of(*document, "KeyState") != "Enabled")
            return invalid_parameter(
                fmt::format("KeyArn in encryptionConfig provider, provided: "
                            "{}, is invalid or not enabled",
                            key_arn));
    }
    return {};
}

Result<void> check_zone(const Call& call, const json::object& subnet) {
    const auto* region = call.world.tables().region(call.caller.region);
    if (region == nullptr)
        return {};
    const auto zone = text_of(subnet, "AvailabilityZoneId");
    if (std::ranges::find(region->eks_refused_zone_ids, zone) != region->eks_refused_zone_ids.end())
        return refuse("UnsupportedAvailabilityZoneException",
                      fmt::format("Cannot create cluster because {}, the targeted availability "
                                  "zone, does not currently have sufficient capacity to support "
                                  "the cluster.",
                                  text_of(subnet, "AvailabilityZone")));
    return {};
}

}  // namespace

Result<std::string> check_cluster_subnets(const Call& call, const std::vector<std::string>& ids) {
    std::set<std::string> zones;
    std::set<std::string> networks;
    for (const auto& id : ids) {
        const auto subnet = lookup(call, subnet_type, id);
        if (!subnet)
            return from_ec2(subnet.error());
        TRY_VOID(check_zone(call, **subnet));
        zones.insert(text_of(**subnet, "AvailabilityZone"));
        networks.insert(text_of(**subnet, "VpcId"));
        if (free_addresses(call.world, call.scope(), id) < least_free_addresses)
            return invalid_parameter(
                fmt::format("Subnet {} does not have enough free addresses; at least {} are "
                            "required.",
                            id, least_free_addresses));
    }
    if (zones.size() < 2)
        return invalid_parameter("Subnets specified must be in at least two different AZs");
    if (networks.size() != 1)
        return invalid_parameter("Subnets specified must belong to the same VPC");
    return *networks.begin();
}

Result<void> check_cluster_groups(const Call& call, const std::vector<std::string>& ids,
                                  const std::string& vpc_id) {
    for (const auto& id : ids) {
        const auto group = lookup(call, security_group_type, id);
        if (!group)
            return from_ec2(group.error());
        if (text_of(**group, "VpcId") != vpc_id)
            return invalid_parameter(
                fmt::format("Security group(s) [{}] are not in the same VPC as the subnets.", id));
    }
    return {};
}

Result<void> check_endpoint_access(bool is_public, bool is_private) {
    if (!is_public && !is_private)
        return invalid_parameter("Private and public endpoint access cannot be false");
    return {};
}

Result<void> check_new_cluster(const Call& call) {
    TRY_VOID(check_eks_name("cluster", text_of(call.input, "name")));
    if (find_cluster(call, "name"))
        return eks_in_use(
            fmt::format("Cluster already exists with name: {}", text_of(call.input, "name")));
    TRY_VOID(check_version(call));
    const auto& network = object_of(call.input, "resourcesVpcConfig");
    TRY_VOID(check_endpoint_access(flag_of(network, "endpointPublicAccess", true),
                                   flag_of(network, "endpointPrivateAccess", false)));
    TRY_VOID(check_role(call));
    const auto vpc = TRY(check_cluster_subnets(call, texts_of(network, "subnetIds")));
    TRY_VOID(check_cluster_groups(call, texts_of(network, "securityGroupIds"), vpc));
    TRY_VOID(check_service_cidr(call, vpc));
    return check_encryption(call);
}

}  // namespace inland::emulator
