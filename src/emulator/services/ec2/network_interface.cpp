// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/network_interface.h"

#include "core/crypto.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/dhcp_options.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/private_address.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/subnet.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// A locally administered address, as EC2's are.
std::string new_mac_address() {
    const auto digits = random_text(10);
    return fmt::format("06:{}:{}:{}:{}:{}", digits.substr(0, 2), digits.substr(2, 2),
                       digits.substr(4, 2), digits.substr(6, 2), digits.substr(8, 2));
}

Result<std::string> take_address(const World& world, const Scope& scope, const NewInterface& spec) {
    if (spec.address.empty()) {
        const auto address = free_address(world, scope, spec.subnet_id);
        if (!address)
            return refuse("InsufficientFreeAddressesInSubnet",
                          "The specified subnet does not have enough free addresses to satisfy "
                          "the request.");
        return address->text();
    }
    TRY_VOID(check_private_address(world, scope, spec.subnet_id, spec.address));
    return spec.address;
}

json::object document_of(const World& world, const Scope& scope, const NewInterface& spec,
                         const json::object& subnet, const std::string& address) {
    const bool owned = !spec.owner_kind.empty();
    json::object primary{{"Primary", true}, {"PrivateIpAddress", address}};
    json::object document;
    copy_members(subnet, document, {"AvailabilityZone", "AvailabilityZoneId"});
    document["Description"] = spec.description;
    document["Groups"] = group_identifiers(world, scope, spec.group_ids);
    document["InterfaceType"] = spec.interface_type;
    document["Ipv6Addresses"] = json::array();
    document["MacAddress"] = new_mac_address();
    document["OwnerId"] = scope.account;
    if (vpc_attribute(world, scope, text_of(subnet, "VpcId"), "enableDnsHostnames")) {
        primary["PrivateDnsName"] = private_dns_name(address, scope.region);
        document["PrivateDnsName"] = primary["PrivateDnsName"];
    }
    document["PrivateIpAddress"] = address;
    document["PrivateIpAddresses"] = json::array{std::move(primary)};
    if (!spec.requester_id.empty())
        document["RequesterId"] = spec.requester_id;
    document["RequesterManaged"] = !spec.requester_id.empty();
    document["SourceDestCheck"] = spec.interface_type != "nat_gateway";
    document["Status"] = owned ? "in-use" : "available";
    copy_members(subnet, document, {"SubnetId", "VpcId"});
    document["TagSet"] = spec.tags;
    document["DenyAllIgwTraffic"] = false;
    document["_owner_kind"] = spec.owner_kind;
    document["_owner_id"] = spec.owner_id;
    return document;
}

/// A service's interface is attached to something in the service's own account.
json::object service_attachment(World& world, const NewInterface& spec) {
    return {{"AttachmentId", world.new_id("ela-attach-")},
            {"DeleteOnTermination", false},
            {"DeviceIndex", 1},
            {"InstanceOwnerId", spec.attached_to},
            {"Status", "attached"}};
}

/// Groups of a call: they exist, are in the VPC, and are not too many.
Result<void> check_groups(const Call& call, const std::vector<std::string>& groups,
                          const std::string& vpc) {
    for (const auto& id : groups) {
        const auto* group = TRY(lookup(call, security_group_type, id));
        if (text_of(*group, "VpcId") != vpc)
            return refuse("InvalidParameterValue",
                          fmt::format("You have specified two resources that belong to different "
                                      "networks: {} and {}",
                                      id, vpc));
    }
    return check_quota(call, "ec2.SecurityGroupsPerInterface", groups.size());
}

/// The primary address and the others that PrivateIpAddresses and PrivateIpAddress name.
std::vector<std::string> take_secondary(const Call& call, NewInterface& spec) {
    std::vector<std::string> others;
    for (const auto& row : list_of(call.input, "PrivateIpAddresses")) {
        const auto address = text_of(row.as_object(), "PrivateIpAddress");
        if (flag_of(row.as_object(), "Primary"))
            spec.address = address;
        else if (address != spec.address)
            others.push_back(address);
    }
    return others;
}

Result<json::object> create_network_interface(const Call& call) {
    const auto* subnet = TRY(lookup_input(call, subnet_type, "SubnetId"));
    const auto vpc = text_of(*subnet, "VpcId");
    NewInterface spec;
    spec.subnet_id = text_of(call.input, "SubnetId");
    spec.group_ids = texts_of(call.input, "Groups");
    spec.description = text_of(call.input, "Description");
    spec.address = text_of(call.input, "PrivateIpAddress");
    spec.tags = TRY(tags_for(call, network_interface_type));
    TRY_VOID(check_groups(call, spec.group_ids, vpc));
    TRY_VOID(check_one_more(call, "ec2.InterfacesPerRegion", kind::network_interface));
    if (spec.group_ids.empty())
        spec.group_ids = {TRY(default_group_for(call, vpc))};
    const auto others = take_secondary(call, spec);
    const auto id = TRY(make_network_interface(call.world, call.scope(), spec));
    const auto count = number_of(call.input, "SecondaryPrivateIpAddressCount");
    const auto assigned =
        assign_addresses(call.world, call.scope(), id, others, static_cast<std::size_t>(count));
    if (!assigned) {
        call.world.store().erase(key_of(call, network_interface_type, id));
        return std::unexpected(assigned.error());
    }
    json::object output{{"NetworkInterface", shown(call, network_interface_type, id)}};
    copy_members(call.input, output, {"ClientToken"});
    return output;
}

Result<json::object> delete_network_interface(const Call& call) {
    const auto* interface = TRY(lookup_input(call, network_interface_type, "NetworkInterfaceId"));
    const auto id = text_of(call.input, "NetworkInterfaceId");
    if (flag_of(*interface, "RequesterManaged"))
        return refuse("OperationNotPermitted",
                      fmt::format("You do not have permission to access the specified resource. "
                                  "Network interface '{}' is managed by a service.",
                                  id));
    if (text_of(*interface, "Status") == "in-use")
        return refuse("InvalidParameterValue",
                      fmt::format("Network interface '{}' is currently in use.", id));
    call.world.store().erase(key_of(call, network_interface_type, id));
    return json::object{};
}

Result<void> modify_attachment(const json::object& change, json::object& interface) {
    auto& attachment = object_in(interface, "Attachment");
    if (text_of(attachment, "AttachmentId") != text_of(change, "AttachmentId"))
        return refuse(
            "InvalidAttachmentID.NotFound",
            fmt::format("The attachment ID '{}' does not exist", text_of(change, "AttachmentId")));
    copy_members(change, attachment, {"DeleteOnTermination"});
    return {};
}

Result<json::object> modify_network_interface_attribute(const Call& call) {
    auto interface = *TRY(lookup_input(call, network_interface_type, "NetworkInterfaceId"));
    const auto groups = texts_of(call.input, "Groups");
    TRY_VOID(check_groups(call, groups, text_of(interface, "VpcId")));
    if (!groups.empty())
        interface["Groups"] = group_identifiers(call.world, call.scope(), groups);
    if (has(call.input, "Description"))
        interface["Description"] = text_of(object_of(call.input, "Description"), "Value");
    if (has(call.input, "SourceDestCheck"))
        interface["SourceDestCheck"] = flag_of(object_of(call.input, "SourceDestCheck"), "Value");
    if (has(call.input, "Attachment"))
        TRY_VOID(modify_attachment(object_of(call.input, "Attachment"), interface));
    const auto key =
        key_of(call, network_interface_type, text_of(call.input, "NetworkInterfaceId"));
    call.world.store().put(key, std::move(interface));
    return json::object{};
}

/// How DescribeNetworkInterfaceAttribute names a member, and whether its answer wraps the value.
struct AttributeRow {
    std::string_view attribute;
    std::string_view input_member;
    bool wrapped;
};
constexpr std::array attribute_rows{AttributeRow{"description", "Description", true},
                                    AttributeRow{"sourceDestCheck", "SourceDestCheck", true},
                                    AttributeRow{"groupSet", "Groups", false},
                                    AttributeRow{"attachment", "Attachment", false}};

Result<json::object> describe_network_interface_attribute(const Call& call) {
    const auto* interface = TRY(lookup_input(call, network_interface_type, "NetworkInterfaceId"));
    const auto wanted = text_of(call.input, "Attribute");
    for (const auto& [attribute, member, wrapped] : attribute_rows) {
        if (attribute != wanted)
            continue;
        json::object output;
        copy_members(*interface, output, {"NetworkInterfaceId", member});
        if (wrapped)
            output[member] = json::object{{"Value", interface->at(member)}};
        return output;
    }
    return refuse(
        "InvalidParameterValue",
        fmt::format("Value ({}) for parameter attribute is invalid. Unknown attribute.", wanted));
}

constexpr std::array operations{
    OperationRow{"CreateNetworkInterface", ec2<create_network_interface>},
    OperationRow{"DeleteNetworkInterface", ec2<delete_network_interface>},
    OperationRow{"DescribeNetworkInterfaces", ec2<describe_type<network_interface_type>>},
    OperationRow{"DescribeNetworkInterfaceAttribute", ec2<describe_network_interface_attribute>},
    OperationRow{"ModifyNetworkInterfaceAttribute", ec2<modify_network_interface_attribute>},
};

}  // namespace

Result<std::string> make_network_interface(World& world, const Scope& scope,
                                           const NewInterface& spec) {
    const auto* subnet = world.store().find({scope, std::string(kind::subnet), spec.subnet_id});
    if (subnet == nullptr)
        return refuse(std::string(subnet_type.not_found_code),
                      fmt::format(fmt::runtime(subnet_type.not_found_text), spec.subnet_id));
    const auto address = TRY(take_address(world, scope, spec));
    auto document = document_of(world, scope, spec, *subnet, address);
    auto id = world.new_id(network_interface_type.prefix);
    document["NetworkInterfaceId"] = id;
    if (!spec.requester_id.empty())
        document["Attachment"] = service_attachment(world, spec);
    world.store().put({scope, std::string(kind::network_interface), id}, std::move(document));
    return id;
}

std::string address_of(const World& world, const Scope& scope, std::string_view interface_id) {
    const auto* interface = world.store().find(
        {scope, std::string(kind::network_interface), std::string(interface_id)});
    return interface == nullptr ? "" : text_of(*interface, "PrivateIpAddress");
}

std::vector<std::string> interfaces_of(const World& world, const Scope& scope,
                                       std::string_view owner_kind, std::string_view owner_id) {
    std::vector<std::string> ids;
    for (const auto& [id, interface] :
         records_where(world, scope, kind::network_interface, "_owner_id", owner_id))
        if (text_of(*interface, "_owner_kind") == owner_kind)
            ids.push_back(id);
    return ids;
}

void erase_interfaces_of(World& world, const Scope& scope, std::string_view owner_kind,
                         std::string_view owner_id) {
    for (const auto& id : interfaces_of(world, scope, owner_kind, owner_id))
        world.store().erase({scope, std::string(kind::network_interface), id});
}

std::string private_dns_name(std::string_view address, std::string_view region) {
    std::string host(address);
    std::ranges::replace(host, '.', '-');
    return fmt::format("ip-{}.{}", host, internal_domain(region));
}

std::span<const OperationRow> network_interface_operations() {
    return operations;
}

}  // namespace inland::emulator
