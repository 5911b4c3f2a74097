// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/driver.h"

/// The rows of all types, one file per family. Types that no design holds yet have a row whose
/// create says so.
namespace inland::deploy {

template <>
const Operations<topology::DhcpOptions>& operations();
template <>
const Operations<topology::Vpc>& operations();
template <>
const Operations<topology::InternetGateway>& operations();
template <>
const Operations<topology::VpnGateway>& operations();
template <>
const Operations<topology::CustomerGateway>& operations();
template <>
const Operations<topology::Subnet>& operations();
template <>
const Operations<topology::NatGateway>& operations();
template <>
const Operations<topology::VpnConnection>& operations();
template <>
const Operations<topology::SecurityGroup>& operations();
template <>
const Operations<topology::NetworkAcl>& operations();
template <>
const Operations<topology::RouteTable>& operations();
template <>
const Operations<topology::VpcEndpoint>& operations();
template <>
const Operations<topology::NetworkInterface>& operations();
template <>
const Operations<topology::BlockPublicAccess>& operations();
template <>
const Operations<topology::BlockPublicAccessExclusion>& operations();
template <>
const Operations<topology::PrefixList>& operations();
template <>
const Operations<topology::EgressOnlyInternetGateway>& operations();
template <>
const Operations<topology::VpcPeeringConnection>& operations();
template <>
const Operations<topology::TransitGateway>& operations();
template <>
const Operations<topology::TransitGatewayAttachment>& operations();
template <>
const Operations<topology::TransitGatewayRouteTable>& operations();
template <>
const Operations<topology::HostedZone>& operations();
template <>
const Operations<topology::ResolverEndpoint>& operations();
template <>
const Operations<topology::ResolverRule>& operations();
template <>
const Operations<topology::Role>& operations();
template <>
const Operations<topology::InstanceProfile>& operations();
template <>
const Operations<topology::Key>& operations();
template <>
const Operations<topology::LogGroup>& operations();
template <>
const Operations<topology::Cluster>& operations();
template <>
const Operations<topology::AccessEntry>& operations();
template <>
const Operations<topology::Addon>& operations();
template <>
const Operations<topology::LaunchTemplate>& operations();
template <>
const Operations<topology::NodeGroup>& operations();
template <>
const Operations<topology::Address>& operations();
template <>
const Operations<topology::DirectConnectAssociation>& operations();
template <>
const Operations<topology::PodIdentityAssociation>& operations();
template <>
const Operations<topology::OpenIdConnectProvider>& operations();
template <>
const Operations<topology::LoadBalancer>& operations();
template <>
const Operations<topology::Repository>& operations();
template <>
const Operations<topology::AutoScalingGroup>& operations();

}  // namespace inland::deploy
