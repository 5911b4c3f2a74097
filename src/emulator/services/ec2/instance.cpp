// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/instance.h"

#include "core/crypto.h"
#include "emulator/machine/boot.h"
#include "emulator/services/autoscaling/group.h"
#include "emulator/services/ec2/address.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/image.h"
#include "emulator/services/ec2/instance_interface.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/events.h"
#include "emulator/services/iam/instance_profile.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tags.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view running_event = "ec2:instance-running";
constexpr std::string_view terminated_event = "ec2:instance-terminated";
constexpr std::string_view stopped_event = "ec2:instance-stopped";

/// EC2's instance states and their codes.
constexpr std::array<std::pair<std::string_view, int>, 6> state_codes{{{"pending", 0},
                                                                       {"running", 16},
                                                                       {"shutting-down", 32},
                                                                       {"terminated", 48},
                                                                       {"stopping", 64},
                                                                       {"stopped", 80}}};

json::object state_of(std::string_view name) {
    for (const auto& [known, code] : state_codes)
        if (known == name)
            return {{"Code", code}, {"Name", name}};
    return {};
}

/// What is not asked for is as EKS's images have it.
json::object metadata_options(const json::object& asked) {
    json::object options{{"State", "applied"},
                         {"HttpTokens", "required"},
                         {"HttpPutResponseHopLimit", 1},
                         {"HttpEndpoint", "enabled"},
                         {"HttpProtocolIpv6", "disabled"},
                         {"InstanceMetadataTags", "disabled"}};
    for (const auto& [member, value] : asked)
        options[member] = value;
    return options;
}

json::object base_document(const World& world, const Scope& scope, const NewInstance& spec,
                           const json::object& interface) {
    const auto* type = world.tables().instance_type(spec.instance_type);
    const auto address = text_of(interface, "PrivateIpAddress");
    const auto* subnet = world.store().find({scope, std::string(kind::subnet), spec.subnet_id});
    return {{"AmiLaunchIndex", 0},
            {"ImageId", spec.image_id},
            {"InstanceType", spec.instance_type},
            {"LaunchTime", timestamp(world)},
            {"Monitoring", json::object{{"State", "disabled"}}},
            {"Placement", json::object{{"AvailabilityZone", text_of(*subnet, "AvailabilityZone")},
                                       {"GroupName", ""},
                                       {"Tenancy", "default"}}},
            {"PrivateDnsName", private_dns_name(address, scope.region)},
            {"PrivateIpAddress", address},
            {"ProductCodes", json::array()},
            {"PublicDnsName", ""},
            {"State", state_of("pending")},
            {"StateTransitionReason", ""},
            {"SubnetId", spec.subnet_id},
            {"VpcId", text_of(interface, "VpcId")},
            {"Architecture", type == nullptr ? "x86_64" : type->architecture},
            {"BlockDeviceMappings", json::array()},
            {"EbsOptimized", false},
            {"EnaSupport", true},
            {"Hypervisor", "xen"},
            {"RootDeviceName", "/dev/xvda"},
            {"RootDeviceType", "ebs"},
            {"SourceDestCheck", true},
            {"VirtualizationType", "hvm"},
            {"PlatformDetails", "Linux/UNIX"},
            {"UsageOperation", "RunInstances"},
            {"BootMode", "uefi-preferred"},
            {"MetadataOptions", metadata_options(spec.metadata_options)},
            {"PrivateDnsNameOptions", json::object{{"HostnameType", "ip-name"},
                                                   {"EnableResourceNameDnsARecord", false},
                                                   {"EnableResourceNameDnsAAAARecord", false}}},
            {"MaintenanceOptions", json::object{{"AutoRecovery", "default"}}}};
}

/// As the subnet says, unless the pool of addresses is used up.
void lend_address_by_subnet(World& world, const Scope& scope, const std::string& subnet,
                            const std::string& interface) {
    const auto* record = world.store().find({scope, std::string(kind::subnet), subnet});
    if (flag_of(*record, "MapPublicIpOnLaunch") && !free_public_address(world, scope).empty())
        lend_public_address(world, scope, interface, "amazon");
}

void note_public_address(json::object& document, const json::object& interface) {
    const auto& association = object_of(interface, "Association");
    if (association.empty())
        return;
    document["PublicIpAddress"] = text_of(association, "PublicIp");
    document["PublicDnsName"] = text_of(association, "PublicDnsName");
}

/// The system and the Kubernetes version of an image of EKS, whoever runs it.
void note_image(const World& world, const Scope& scope, json::object& document) {
    const auto image = image_of_id(world, scope.region, text_of(document, "ImageId"));
    if (!image)
        return;
    document["_ami_type"] = image->path->ami_type;
    document["_version"] = image->version;
    document["Architecture"] = image->path->architecture;
}

json::object document_of(World& world, const Scope& scope, const NewInstance& spec,
                         const std::string& id, const std::string& interface) {
    const auto row = instance_interface_row(world, scope, interface);
    auto document = base_document(world, scope, spec, row);
    note_public_address(document, row);
    document["InstanceId"] = id;
    document["NetworkInterfaces"] = json::array{row};
    document["SecurityGroups"] = group_identifiers(world, scope, spec.group_ids);
    json::array tags;
    merge_tags(tags, spec.tags);
    document["Tags"] = std::move(tags);
    for (const auto& [member, value] : spec.hidden)
        document[member] = value;
    if (!spec.profile_arn.empty()) {
        document["IamInstanceProfile"] = profile_reference(world, scope, spec.profile_arn);
        document["_role_arn"] = role_of_profile(world, scope, spec.profile_arn);
    }
    note_image(world, scope, document);
    document["_user_data"] = base64(spec.user_data);
    document["_launched_at"] = world.now().time_since_epoch().count();
    document["_reservation_id"] = world.new_id("r-");
    return document;
}

void instance_running(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* instance = world.store().find(key);
    if (instance == nullptr || text_of(object_of(*instance, "State"), "Name") != "pending")
        return;
    world.store().update(key,
                         [](json::object& document) { document["State"] = state_of("running"); });
    instance_changed(world, key);
    start_boot(world, key);
}

void instance_stopped(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* instance = world.store().find(key);
    if (instance == nullptr || text_of(object_of(*instance, "State"), "Name") != "stopping")
        return;
    world.store().update(key,
                         [](json::object& document) { document["State"] = state_of("stopped"); });
    instance_changed(world, key);
}

void instance_terminated(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    erase_interfaces_of(world, key.scope, kind::instance, key.id);
    world.store().update(key, [](json::object& document) {
        document["State"] = state_of("terminated");
        document["NetworkInterfaces"] = json::array();
        for (const auto member : {"PrivateIpAddress", "PublicIpAddress", "SubnetId", "VpcId"})
            document.erase(member);
        document["PublicDnsName"] = "";
        document["PrivateDnsName"] = "";
    });
    instance_changed(world, key);
    constexpr auto shown = std::chrono::hours(1);
    world.after(shown, "inland:erase", payload_of(key), Jump::No);
}

}  // namespace

Result<std::string> launch_instance(World& world, const Scope& scope, const NewInstance& spec) {
    auto id = world.new_id(instance_type.prefix);
    const RecordKey key{scope, std::string(kind::instance), id};
    NewInterface interface;
    interface.subnet_id = spec.subnet_id;
    interface.group_ids = spec.group_ids;
    const auto interface_id = TRY(make_instance_interface(world, key, std::move(interface), 0));
    lend_address_by_subnet(world, scope, spec.subnet_id, interface_id);
    world.store().put(key, document_of(world, scope, spec, id, interface_id));
    world.after(world.tables().typical("ec2.RunInstances"), running_event, payload_of(key));
    return id;
}

void terminate_instance(World& world, const RecordKey& key) {
    const auto* instance = world.store().find(key);
    if (instance == nullptr || is_gone(*instance))
        return;
    world.store().update(key, [](json::object& document) {
        document["State"] = state_of("shutting-down");
        document["StateTransitionReason"] = "User initiated";
    });
    machine_terminated(world, key);
    instance_changed(world, key);
    world.after(world.tables().typical("ec2.TerminateInstances"), terminated_event,
                payload_of(key));
}

void stop_instance(World& world, const RecordKey& key) {
    const auto* instance = world.store().find(key);
    if (instance == nullptr || !is_alive(*instance))
        return;
    world.store().update(key, [](json::object& document) {
        document["State"] = state_of("stopping");
        document["StateTransitionReason"] = "User initiated";
    });
    machine_terminated(world, key);
    instance_changed(world, key);
    world.after(world.tables().typical("ec2.TerminateInstances"), stopped_event, payload_of(key));
}

void start_instance(World& world, const RecordKey& key) {
    const auto now = timestamp(world);
    const auto launched = world.now().time_since_epoch().count();
    world.store().update(key, [&](json::object& document) {
        document["State"] = state_of("pending");
        document["StateTransitionReason"] = "";
        document["LaunchTime"] = now;
        document["_launched_at"] = launched;
        document["_console"] = "";
    });
    world.after(world.tables().typical("ec2.RunInstances"), running_event, payload_of(key));
}

bool is_gone(const json::object& instance) {
    const auto state = text_of(object_of(instance, "State"), "Name");
    return state == "shutting-down" || state == "terminated";
}

bool is_alive(const json::object& instance) {
    const auto state = text_of(object_of(instance, "State"), "Name");
    return state == "pending" || state == "running";
}

void register_instance_events(Scheduler& scheduler) {
    scheduler.on(std::string(running_event), instance_running);
    scheduler.on(std::string(terminated_event), instance_terminated);
    scheduler.on(std::string(stopped_event), instance_stopped);
}

}  // namespace inland::emulator
