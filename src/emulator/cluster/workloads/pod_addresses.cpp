// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pod_addresses.h"

#include "core/ipv4_prefix.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/services/records.h"

#include <set>

namespace inland::emulator::cluster {

namespace {

/// AWS keeps the first four addresses of a subnet and its last.
constexpr std::uint32_t reserved_at_start = 4;

/// The subnet's owner sees every interface in it.
std::set<std::string> taken_addresses(const Objects& objects, const Scope& owner) {
    std::set<std::string> taken;
    for (const auto& [id, interface] : objects.world().store().list(owner, kind::network_interface))
        for (const auto& address : find_array(*interface, "PrivateIpAddresses"))
            taken.insert(string_or_empty(address, "PrivateIpAddress"));
    for (const auto& [id, instance] :
         objects.world().store().list(objects.cluster().scope, kind::instance))
        taken.insert(string_or_empty(*instance, "PrivateIpAddress"));
    for (const auto* pod : objects.list(type_of("", "pods")))
        taken.insert(string_or_empty(*pod, "status.podIP"));
    return taken;
}

std::string free_address(const Objects& objects, const Scope& owner, const Ipv4Prefix& block,
                         Ipv4Address after) {
    const auto taken = taken_addresses(objects, owner);
    const auto size = static_cast<std::uint32_t>(block.size());
    const auto start = after.bits - block.first().bits;
    for (std::uint32_t i = 1; i < size; ++i) {
        const auto offset = (start + i) % size;
        if (offset < reserved_at_start || offset + 1 == size)
            continue;
        if (auto address = block.at(offset).text(); !taken.contains(address))
            return address;
    }
    return {};
}

}  // namespace

std::string address_of_node(const Objects& objects, std::string_view node) {
    const auto* stored = objects.find(type_of("", "nodes"), "", node);
    if (stored == nullptr)
        return {};
    for (const auto& address : find_array(*stored, "status.addresses"))
        if (find_string(address, "type") == "InternalIP")
            return string_or_empty(address, "address");
    return {};
}

std::string address_of_pod(const Objects& objects, const json::object& pod) {
    if (auto own = string_or_empty(pod, "status.podIP"); !own.empty())
        return own;
    const auto node = string_or_empty(pod, "spec.nodeName");
    const auto host = address_of_node(objects, node);
    const auto instance = instance_of_node(objects, node);
    if (find_bool(pod, "spec.hostNetwork").value_or(false) || !instance)
        return host;
    const auto& store = objects.world().store();
    const auto* machine = store.find(*instance);
    const auto subnet_id = machine == nullptr ? "" : string_or_empty(*machine, "SubnetId");
    const RecordKey subnet_key{instance->scope, std::string(kind::subnet), std::string(subnet_id)};
    const auto* subnet = store.find(subnet_key);
    const auto block =
        Ipv4Prefix::parse(subnet == nullptr ? "" : string_or_empty(*subnet, "CidrBlock"));
    const auto address = Ipv4Address::parse(host);
    const auto owner = store.owned(subnet_key).scope;
    return block && address ? free_address(objects, owner, *block, *address) : host;
}

}  // namespace inland::emulator::cluster
