// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/instance_interface.h"

#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <utility>

namespace inland::emulator {

namespace {

RecordKey interface_key(const Scope& scope, const std::string& id) {
    return {scope, std::string(kind::network_interface), id};
}

json::object attachment_of(const World& world, const RecordKey& instance,
                           const std::string& interface, int device) {
    return {{"AttachTime", timestamp(world)},
            {"AttachmentId", "eni-attach-" + interface.substr(4)},
            {"DeleteOnTermination", true},
            {"DeviceIndex", device},
            {"NetworkCardIndex", 0},
            {"InstanceId", instance.id},
            {"InstanceOwnerId", instance.scope.account},
            {"Status", "attached"}};
}

}  // namespace

Result<std::string> make_instance_interface(World& world, const RecordKey& instance,
                                            NewInterface spec, int device) {
    spec.owner_kind = kind::instance;
    spec.owner_id = instance.id;
    auto id = TRY(make_network_interface(world, instance.scope, spec));
    auto attachment = attachment_of(world, instance, id, device);
    world.store().update(interface_key(instance.scope, id), [&](json::object& document) {
        document["Attachment"] = std::move(attachment);
    });
    return id;
}

json::object instance_interface_row(const World& world, const Scope& scope, const std::string& id) {
    const auto& interface = *world.store().find(interface_key(scope, id));
    json::object row;
    copy_members(interface, row,
                 {"Description", "Groups", "Ipv6Addresses", "MacAddress", "NetworkInterfaceId",
                  "OwnerId", "PrivateDnsName", "PrivateIpAddress", "PrivateIpAddresses",
                  "SourceDestCheck", "Status", "SubnetId", "VpcId", "InterfaceType"});
    copy_members(interface, row, {"Association"});
    row["Attachment"] = object_of(interface, "Attachment");
    return row;
}

}  // namespace inland::emulator
