// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/drivers.h"

namespace inland::deploy {
namespace {

/// No design asks for these; that one does is a bug of the design.
template <typename R>
Result<std::string> refuse(Context& /*context*/, const R& desired) {
    return failure(ErrorKind::Internal, desired.key + ": Inland does not make such a resource");
}

}  // namespace

template <>
const Operations<topology::NatGateway>& operations() {
    static constexpr Operations<topology::NatGateway> row = {.create = refuse};
    return row;
}

template <>
const Operations<topology::NetworkAcl>& operations() {
    static constexpr Operations<topology::NetworkAcl> row = {.create = refuse};
    return row;
}

template <>
const Operations<topology::NetworkInterface>& operations() {
    static constexpr Operations<topology::NetworkInterface> row = {.create = refuse};
    return row;
}

template <>
const Operations<topology::HostedZone>& operations() {
    static constexpr Operations<topology::HostedZone> row = {.create = refuse};
    return row;
}

template <>
const Operations<topology::ResolverEndpoint>& operations() {
    static constexpr Operations<topology::ResolverEndpoint> row = {.create = refuse};
    return row;
}

template <>
const Operations<topology::ResolverRule>& operations() {
    static constexpr Operations<topology::ResolverRule> row = {.create = refuse};
    return row;
}

}  // namespace inland::deploy
