// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/drivers.h"

namespace inland::deploy {
namespace {

/// No design asks for these; that one does is a bug of the design.
template <typename R>
Result<std::string> refuse(Context& /*context*/, const R& desired) {
    return failure(ErrorKind::Internal, desired.key + ": Inland does not make such a resource");
}

template <typename R>
constexpr Operations<R> not_made{.create = refuse<R>};

}  // namespace

template <>
const Operations<topology::NetworkAcl>& operations() {
    return not_made<topology::NetworkAcl>;
}

template <>
const Operations<topology::NetworkInterface>& operations() {
    return not_made<topology::NetworkInterface>;
}

template <>
const Operations<topology::HostedZone>& operations() {
    return not_made<topology::HostedZone>;
}

template <>
const Operations<topology::BlockPublicAccess>& operations() {
    return not_made<topology::BlockPublicAccess>;
}

template <>
const Operations<topology::BlockPublicAccessExclusion>& operations() {
    return not_made<topology::BlockPublicAccessExclusion>;
}

template <>
const Operations<topology::PrefixList>& operations() {
    return not_made<topology::PrefixList>;
}

template <>
const Operations<topology::EgressOnlyInternetGateway>& operations() {
    return not_made<topology::EgressOnlyInternetGateway>;
}

template <>
const Operations<topology::VpcPeeringConnection>& operations() {
    return not_made<topology::VpcPeeringConnection>;
}

template <>
const Operations<topology::TransitGateway>& operations() {
    return not_made<topology::TransitGateway>;
}

template <>
const Operations<topology::TransitGatewayRouteTable>& operations() {
    return not_made<topology::TransitGatewayRouteTable>;
}

template <>
const Operations<topology::LoadBalancer>& operations() {
    return not_made<topology::LoadBalancer>;
}

template <>
const Operations<topology::Repository>& operations() {
    return not_made<topology::Repository>;
}

}  // namespace inland::deploy
