// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/service.h"

#include <chrono>
#include <string>
#include <string_view>

/// What the files about transit gateways share.
namespace inland::emulator {

/// How long a deleted part of a transit gateway is still described.
inline constexpr auto transit_shown_after_deletion = std::chrono::hours(1);

/// A document's State is "deleting" now, "deleted" after the operation's usual time, and the
/// record is gone some time later.
void delete_in_time(const Call& call, const RecordKey& key, std::string_view operation);
/// Neither going away nor gone.
bool is_transit_living(const json::object& document);

/// Makes a route table of a transit gateway. Its id.
std::string make_transit_route_table(const Call& call, const std::string& gateway_id,
                                     json::array tags);
/// The attachment takes its routes from the table from now on ("associating", then
/// "associated").
void associate_transit(World& world, const RecordKey& attachment, const std::string& table_id);
/// The table has routes to the attachment's VPC from now on.
void propagate_transit(World& world, const RecordKey& attachment, const std::string& table_id);
/// The ids of the tables that an attachment propagates into.
std::vector<std::string> propagations_of(const json::object& attachment);
/// The gateway's default route tables, where it has them, take in a new attachment.
void join_default_tables(World& world, const json::object& gateway, const RecordKey& attachment);

/// What a gateway is attached to that is no VPC.
struct ClientAttachment {
    std::string gateway;             ///< the transit gateway's id
    std::string_view resource_type;  ///< "vpn" | "direct-connect-gateway"
    std::string resource_id;
};
/// Makes the attachment; it is available when what is attached is.
void attach_client(World& world, const Scope& scope, const ClientAttachment& client);
/// The attachment of that resource goes, and its place in every table.
void detach_client(World& world, const Scope& scope, std::string_view resource_id);

/// TransitGatewayAttachmentId, ResourceId and ResourceType of an attachment, as routes and
/// associations name it.
json::object transit_resource(const json::object& attachment);

}  // namespace inland::emulator
