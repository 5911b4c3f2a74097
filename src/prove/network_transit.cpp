// SPDX-License-Identifier: Apache-2.0
// What a Network knows of transit gateways.
#include "prove/network.h"

namespace inland::prove {

void Network::index_transit() {
    for (const auto& [key, attachment] : topology().all<topology::TransitGatewayAttachment>()) {
        const auto vpc =
            vpcs_.find(attachment.vpc.is_known() ? attachment.vpc.value().key : std::string());
        if (vpc != vpcs_.end())
            vpc->second.attachments.push_back(&attachment);
    }
    if (is_missing(topology::TransitGatewayRouteTable::type))
        transit_missing_ = "the route tables of transit gateways";
    for (const auto& [key, table] : topology().all<topology::TransitGatewayRouteTable>()) {
        const auto& routes =
            transit_routes_.emplace(key, prove::transit_routes(topology(), table)).first->second;
        if (!table.associations.is_known())
            transit_missing_ = "the associations of " + resource_name(table);
        else
            for (const auto& attachment : table.associations.value())
                transit_of_[attachment.key] = &routes;
    }
}

const TransitRoutes* Network::transit_routes(std::string_view attachment) const {
    const auto found = transit_of_.find(attachment);
    return found == transit_of_.end() ? nullptr : found->second;
}

}  // namespace inland::prove
