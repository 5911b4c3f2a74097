// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/arn.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::array<FilterRow, 9> zone_filters{{{"group-name", "GroupName"},
                                                 {"message", "Messages[].Message"},
                                                 {"opt-in-status", "OptInStatus"},
                                                 {"region-name", "RegionName"},
                                                 {"state", "State"},
                                                 {"zone-id", "ZoneId"},
                                                 {"zone-name", "ZoneName"},
                                                 {"zone-type", "ZoneType"},
                                                 {"parent-zone-name", "ParentZoneName"}}};

json::object zone_row(const std::string& region, const Zone& zone) {
    return {{"OptInStatus", "opt-in-not-required"},
            {"Messages", json::array()},
            {"RegionName", region},
            {"ZoneName", zone.name},
            {"ZoneId", zone.id},
            {"GroupName", region + "-zg-1"},
            {"NetworkBorderGroup", region},
            {"ZoneType", "availability-zone"},
            {"State", "available"}};
}

bool asked_for(const Call& call, std::string_view member, const std::string& name) {
    const auto names = texts_of(call.input, member);
    return names.empty() || std::ranges::find(names, name) != names.end();
}

Result<json::object> describe_availability_zones(const Call& call) {
    TRY_VOID(check_filters(call, zone_filters));
    json::array rows;
    for (const auto& zone : zones_of(call.world, call.caller.region)) {
        auto row = zone_row(call.caller.region, zone);
        if (asked_for(call, "ZoneNames", zone.name) && asked_for(call, "ZoneIds", zone.id) &&
            matches_filters(call, zone_filters, row))
            rows.push_back(std::move(row));
    }
    for (const auto& name : texts_of(call.input, "ZoneNames"))
        if (find_where(rows, "ZoneName", name) == nullptr && list_of(call.input, "Filters").empty())
            return refuse("InvalidParameterValue",
                          fmt::format("Invalid availability zone: [{}]", name));
    return json::object{{"AvailabilityZones", std::move(rows)}};
}

constexpr std::array<FilterRow, 3> region_filters{
    {{"endpoint", "Endpoint"}, {"opt-in-status", "OptInStatus"}, {"region-name", "RegionName"}}};

Result<json::object> describe_regions(const Call& call) {
    TRY_VOID(check_filters(call, region_filters));
    const auto partition = partition_of(call.world, call.caller.region);
    json::array rows;
    for (const auto& region : call.world.tables().regions) {
        if (region.partition != partition || !asked_for(call, "RegionNames", region.name))
            continue;
        json::object row{{"OptInStatus", "opt-in-not-required"},
                         {"RegionName", region.name},
                         {"Endpoint", fmt::format("ec2.{}.{}", region.name,
                                                  dns_suffix_of(call.world, region.name))}};
        if (matches_filters(call, region_filters, row))
            rows.push_back(std::move(row));
    }
    return json::object{{"Regions", std::move(rows)}};
}

std::string default_vpc(const Call& call) {
    const auto found = records_where(call.world, call.scope(), kind::vpc, "IsDefault", "true");
    return found.empty() ? "none" : found.front().first;
}

std::string limit_of(const Call& call, std::string_view quota) {
    const auto* row = call.world.tables().quota(quota);
    return row == nullptr ? "0" : fmt::format("{}", row->limit);
}

Result<json::object> describe_account_attributes(const Call& call) {
    const std::array<std::pair<std::string_view, std::string>, 6> attributes{
        {{"supported-platforms", "VPC"},
         {"default-vpc", default_vpc(call)},
         {"max-instances", "20"},
         {"max-elastic-ips", limit_of(call, "ec2.AddressesPerRegion")},
         {"vpc-max-elastic-ips", limit_of(call, "ec2.AddressesPerRegion")},
         {"vpc-max-security-groups-per-interface",
          limit_of(call, "ec2.SecurityGroupsPerInterface")}}};
    json::array rows;
    for (const auto& [name, value] : attributes)
        if (asked_for(call, "AttributeNames", std::string(name)))
            rows.push_back(json::object{
                {"AttributeName", name},
                {"AttributeValues", json::array{json::object{{"AttributeValue", value}}}}});
    return json::object{{"AccountAttributes", std::move(rows)}};
}

json::object type_row(const knowledge::InstanceType& type) {
    return {
        {"InstanceType", type.name},
        {"CurrentGeneration", true},
        {"FreeTierEligible", false},
        {"SupportedUsageClasses", json::array{"on-demand", "spot"}},
        {"SupportedRootDeviceTypes", json::array{"ebs"}},
        {"SupportedVirtualizationTypes", json::array{"hvm"}},
        {"BareMetal", false},
        {"Hypervisor", "nitro"},
        {"ProcessorInfo", json::object{{"SupportedArchitectures", json::array{type.architecture}}}},
        {"VCpuInfo", json::object{{"DefaultVCpus", type.vcpus},
                                  {"DefaultCores", std::max(type.vcpus / 2, 1)},
                                  {"DefaultThreadsPerCore", 2}}},
        {"MemoryInfo", json::object{{"SizeInMiB", type.memory_mib}}},
        {"InstanceStorageSupported", false},
        {"NetworkInfo",
         json::object{{"MaximumNetworkInterfaces", type.max_interfaces},
                      {"MaximumNetworkCards", 1},
                      {"DefaultNetworkCardIndex", 0},
                      {"NetworkCards", json::array{json::object{
                                           {"NetworkCardIndex", 0},
                                           {"MaximumNetworkInterfaces", type.max_interfaces}}}},
                      {"Ipv4AddressesPerInterface", type.addresses_per_interface},
                      {"Ipv6AddressesPerInterface", type.addresses_per_interface},
                      {"Ipv6Supported", true},
                      {"EnaSupport", "required"}}},
        {"BurstablePerformanceSupported", type.name.starts_with("t")},
        {"SupportedBootModes", json::array{"uefi"}}};
}

constexpr std::array<FilterRow, 4> type_filters{
    {{"instance-type", "InstanceType"},
     {"processor-info.supported-architecture", "ProcessorInfo.SupportedArchitectures"},
     {"current-generation", "CurrentGeneration"},
     {"bare-metal", "BareMetal"}}};

Result<json::object> describe_instance_types(const Call& call) {
    TRY_VOID(check_filters(call, type_filters));
    for (const auto& name : texts_of(call.input, "InstanceTypes"))
        if (call.world.tables().instance_type(name) == nullptr)
            return refuse(
                "InvalidInstanceType",
                fmt::format("The following supplied instance types do not exist: [{}]", name));
    json::array rows;
    for (const auto& type : call.world.tables().instance_types) {
        auto row = type_row(type);
        if (asked_for(call, "InstanceTypes", type.name) && matches_filters(call, type_filters, row))
            rows.push_back(std::move(row));
    }
    return paginate(call, "InstanceTypes", std::move(rows));
}

constexpr std::array<FilterRow, 2> offering_filters{
    {{"instance-type", "InstanceType"}, {"location", "Location"}}};

Result<json::object> describe_instance_type_offerings(const Call& call) {
    TRY_VOID(check_filters(call, offering_filters));
    auto location_type = text_of(call.input, "LocationType");
    if (location_type.empty())
        location_type = "region";
    std::vector<std::string> locations;
    for (const auto& zone : zones_of(call.world, call.caller.region))
        locations.push_back(location_type == "availability-zone-id" ? zone.id : zone.name);
    if (location_type == "region")
        locations = {call.caller.region};
    json::array rows;
    for (const auto& type : call.world.tables().instance_types)
        for (const auto& location : locations) {
            json::object row{{"InstanceType", type.name},
                             {"LocationType", location_type},
                             {"Location", location}};
            if (matches_filters(call, offering_filters, row))
                rows.push_back(std::move(row));
        }
    return paginate(call, "InstanceTypeOfferings", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"DescribeAvailabilityZones", ec2<describe_availability_zones>},
    OperationRow{"DescribeRegions", ec2<describe_regions>},
    OperationRow{"DescribeAccountAttributes", ec2<describe_account_attributes>},
    OperationRow{"DescribeInstanceTypes", ec2<describe_instance_types>},
    OperationRow{"DescribeInstanceTypeOfferings", ec2<describe_instance_type_offerings>},
};

}  // namespace

std::span<const OperationRow> region_operations() {
    return operations;
}

}  // namespace inland::emulator
