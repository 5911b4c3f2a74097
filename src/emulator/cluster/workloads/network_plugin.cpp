// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/network_plugin.h"

#include "emulator/services/ec2/instance_interface.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/private_address.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace inland::emulator::cluster {

namespace {

using Interface = std::pair<std::string, const json::object*>;

std::int64_t device_of(const json::object& interface) {
    return number_of(object_of(interface, "Attachment"), "DeviceIndex");
}

/// The primary one first.
std::vector<Interface> interfaces_on(const World& world, const RecordKey& instance) {
    auto interfaces = records_where(world, instance.scope, kind::network_interface,
                                    "Attachment.InstanceId", instance.id);
    std::ranges::sort(interfaces, {},
                      [](const Interface& entry) { return device_of(*entry.second); });
    return interfaces;
}

std::optional<std::string> warm_address(const std::vector<Interface>& interfaces,
                                        const std::set<std::string>& used) {
    for (const auto& [id, interface] : interfaces)
        for (const auto& row : list_of(*interface, "PrivateIpAddresses"))
            if (auto address = text_of(row.as_object(), "PrivateIpAddress");
                !flag_of(row.as_object(), "Primary") && !used.contains(address))
                return address;
    return std::nullopt;
}

std::optional<std::string> one_more_of(World& world, const RecordKey& instance,
                                       const std::string& interface) {
    const auto assigned = assign_addresses(world, instance.scope, interface, {}, 1);
    return assigned ? std::optional(assigned->front()) : std::nullopt;
}

bool may_have_another(const World& world, const RecordKey& instance, std::size_t interfaces) {
    const auto* machine = world.store().find(instance);
    const auto* type = machine == nullptr
                           ? nullptr
                           : world.tables().instance_type(text_of(*machine, "InstanceType"));
    return type == nullptr || interfaces < static_cast<std::size_t>(type->max_interfaces);
}

/// Where the primary is and with its groups.
NewInterface another_like(const RecordKey& instance, const json::object& primary) {
    NewInterface spec;
    spec.subnet_id = text_of(primary, "SubnetId");
    spec.group_ids = values_at(primary, "Groups[].GroupId");
    spec.description = "aws-K8S-" + instance.id;
    spec.tags.push_back(
        json::object{{"Key", "node.k8s.amazonaws.com/instance_id"}, {"Value", instance.id}});
    return spec;
}

std::optional<std::string> address_of_another(World& world, const RecordKey& instance,
                                              const std::vector<Interface>& interfaces) {
    if (interfaces.empty() || !may_have_another(world, instance, interfaces.size()))
        return std::nullopt;
    const auto device = static_cast<int>(device_of(*interfaces.back().second)) + 1;
    const auto made = make_instance_interface(
        world, instance, another_like(instance, *interfaces.front().second), device);
    return made ? one_more_of(world, instance, *made) : std::nullopt;
}

}  // namespace

std::optional<std::string> pod_address_on(World& world, const RecordKey& instance,
                                          const std::set<std::string>& used) {
    const auto interfaces = interfaces_on(world, instance);
    if (auto address = warm_address(interfaces, used))
        return address;
    for (const auto& [id, interface] : interfaces)
        if (auto address = one_more_of(world, instance, id))
            return address;
    return address_of_another(world, instance, interfaces);
}

}  // namespace inland::emulator::cluster
