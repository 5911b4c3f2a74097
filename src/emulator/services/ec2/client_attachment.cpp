// SPDX-License-Identifier: Apache-2.0
// A transit gateway's attachments that stand for a client's side: VPN connections, Direct Connect.
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/transit_gateway.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

namespace inland::emulator {

void attach_client(World& world, const Scope& scope, const ClientAttachment& client) {
    const RecordKey key{scope, std::string(kind::transit_gateway_attachment),
                        world.new_id(transit_gateway_attachment_type.prefix)};
    world.store().put(key, {{"TransitGatewayAttachmentId", key.id},
                            {"TransitGatewayId", client.gateway},
                            {"VpcOwnerId", scope.account},
                            {"State", "pending"},
                            {"CreationTime", timestamp(world)},
                            {"Tags", json::array()},
                            {"_resource_type", client.resource_type},
                            {"_resource_id", client.resource_id}});
    const auto* gateway =
        world.store().find({scope, std::string(kind::transit_gateway), client.gateway});
    if (gateway != nullptr)
        join_default_tables(world, json::object(*gateway), key);
    turn_after(world, world.tables().typical("ec2.CreateTransitGatewayVpcAttachment"), key, "State",
               "pending", "available");
}

void detach_client(World& world, const Scope& scope, std::string_view resource_id) {
    for (const auto& [id, attachment] :
         records_where(world, scope, kind::transit_gateway_attachment, "_resource_id", resource_id))
        world.store().erase({scope, std::string(kind::transit_gateway_attachment), id});
}

}  // namespace inland::emulator
