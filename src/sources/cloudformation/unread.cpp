// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/unread.h"

#include <algorithm>
#include <array>

namespace inland::sources::cloudformation {

namespace {

/// Beginnings of types that carry packets, filter them, name or start something. Reviewed against
/// the resource types that cfn-lint knows.
constexpr std::array matters{
    std::string_view("AWS::AutoScaling::LaunchConfiguration"),
    std::string_view("AWS::DirectConnect::"),
    std::string_view("AWS::EC2::CarrierGateway"),
    std::string_view("AWS::EC2::ClientVpn"),
    std::string_view("AWS::EC2::EC2Fleet"),
    std::string_view("AWS::EC2::GatewayRouteTableAssociation"),
    std::string_view("AWS::EC2::LocalGateway"),
    std::string_view("AWS::EC2::RouteServer"),
    std::string_view("AWS::EC2::SecurityGroupVpcAssociation"),
    std::string_view("AWS::EC2::SpotFleet"),
    std::string_view("AWS::EC2::TransitGateway"),
    std::string_view("AWS::EC2::VPNConcentrator"),
    std::string_view("AWS::EKS::FargateProfile"),
    std::string_view("AWS::ElasticLoadBalancing::"),
    std::string_view("AWS::ElasticLoadBalancingV2::LoadBalancer"),
    std::string_view("AWS::NetworkFirewall::"),
    std::string_view("AWS::NetworkManager::"),
    std::string_view("AWS::Organizations::Policy"),
    std::string_view("AWS::Route53Resolver::FirewallRuleGroupAssociation"),
};

bool may_matter(std::string_view type) {
    return std::ranges::any_of(
        matters, [&](std::string_view beginning) { return type.starts_with(beginning); });
}

}  // namespace

void note_unread(World& world, const std::vector<std::string_view>& read) {
    for (const auto& declared : world.declared())
        if (may_matter(declared.type) && std::ranges::find(read, declared.type) == read.end())
            world.miss(declared.key);
}

}  // namespace inland::sources::cloudformation
