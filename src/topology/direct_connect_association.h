// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "topology/resource.h"
#include "topology/transit_gateway.h"
#include "topology/vpn_gateway.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A Direct Connect gateway joined with a VPN gateway or a transit gateway of the Region. The
/// gateway itself is the client's: known by its id only.
struct DirectConnectAssociation : Resource {
    static constexpr std::string_view type = "direct-connect-association";
    static constexpr std::string_view terraform_type = "aws_dx_gateway_association";
    static constexpr std::string_view cloudformation_type = "";

    Attribute<std::string> gateway_id;             ///< of the Direct Connect gateway: a UUID
    Attribute<Reference<VpnGateway>> vpn_gateway;  ///< this one
    Attribute<Reference<TransitGateway>> transit_gateway;  ///< or this one
    Attribute<std::vector<Ipv4Prefix>>
        allowed_prefixes;  ///< announced to the client; its own are wider or equal
    Attribute<std::vector<Ipv4Prefix>>
        advertised_routes;         ///< by the client's router; an assumption when designed
    Attribute<std::string> state;  ///< "associated"; absent before it is made

    static constexpr auto fields() {
        using Self = DirectConnectAssociation;
        return std::tuple(
            Field("gateway_id", &Self::gateway_id, OnChange::Replace, "dx_gateway_id", ""),
            Field("vpn_gateway", &Self::vpn_gateway, OnChange::Replace, "", ""),
            Field("transit_gateway", &Self::transit_gateway, OnChange::Replace, "", ""),
            Field("allowed_prefixes", &Self::allowed_prefixes, OnChange::Update, "allowed_prefixes",
                  ""),
            Field("advertised_routes", &Self::advertised_routes, OnChange::Ignore, "", ""),
            Field("state", &Self::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const DirectConnectAssociation&) const = default;
};

}  // namespace inland::topology
