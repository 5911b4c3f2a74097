// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/arn.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::array filters{
    FilterRow{"deliver-log-status", "DeliverLogsStatus"},
    FilterRow{"flow-log-id", "FlowLogId"},
    FilterRow{"log-destination-type", "LogDestinationType"},
    FilterRow{"log-group-name", "LogGroupName"},
    FilterRow{"resource-id", "ResourceId"},
    FilterRow{"traffic-type", "TrafficType"},
};

constexpr std::string_view default_format =
    "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} "
    "${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

/// What can be logged, by the name that ResourceType has for it.
struct Logged {
    std::string_view name;
    const ResourceType* type;
};
constexpr std::array logged{Logged{"VPC", &vpc_type}, Logged{"Subnet", &subnet_type},
                            Logged{"NetworkInterface", &network_interface_type},
                            Logged{"TransitGateway", &transit_gateway_type},
                            Logged{"TransitGatewayAttachment", &transit_gateway_attachment_type}};

std::unexpected<Error> wrong(std::string message) {
    return refuse("InvalidParameter", std::move(message));
}

Result<const Logged*> logged_type(const Call& call) {
    const auto name = text_of(call.input, "ResourceType");
    const auto row = std::ranges::find(logged, name, &Logged::name);
    if (row == logged.end())
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter resourceType is invalid.", name));
    return &*row;
}

std::string without_star(std::string arn) {
    if (arn.ends_with(":*"))
        arn.resize(arn.size() - 2);
    return arn;
}

/// To CloudWatch Logs: a group, by name or ARN, and a role that may write there.
Result<void> fill_log_group(const Call& call, json::object& flow_log) {
    constexpr std::string_view marker = ":log-group:";
    const bool named = has(call.input, "LogGroupName");
    if (named == has(call.input, "LogDestination"))
        return wrong(named ? "Please only provide LogGroupName or only provide LogDestination."
                           : "LogDestination can't be empty.");
    if (text_of(call.input, "DeliverLogsPermissionArn").empty())
        return wrong(
            "DeliverLogsPermissionArn can't be empty if LogDestinationType is "
            "cloud-watch-logs.");
    const auto destination = named ? arn(call.world, call.scope(), "logs",
                                         "log-group:" + text_of(call.input, "LogGroupName"))
                                   : without_star(text_of(call.input, "LogDestination"));
    const auto place = destination.find(marker);
    if (place == std::string::npos)
        return wrong("LogDestination " + destination + " is not the ARN of a log group.");
    flow_log["LogDestination"] = destination;
    flow_log["LogGroupName"] = destination.substr(place + marker.size());
    copy_members(call.input, flow_log, {"DeliverLogsPermissionArn"});
    return {};
}

Result<void> fill_bucket(const Call& call, json::object& flow_log) {
    const auto destination = text_of(call.input, "LogDestination");
    if (has(call.input, "LogGroupName"))
        return wrong("LogGroupName is not supported for LogDestinationType s3.");
    if (has(call.input, "DeliverLogsPermissionArn"))
        return wrong("DeliverLogsPermissionArn is not applicable for LogDestinationType s3.");
    if (destination.find(":s3:::") == std::string::npos)
        return wrong("LogDestination: " + destination + " is not a valid ARN of an S3 bucket.");
    flow_log["LogDestination"] = destination;
    flow_log["DestinationOptions"] = json::object{{"FileFormat", "plain-text"},
                                                  {"HiveCompatiblePartitions", false},
                                                  {"PerHourPartition", false}};
    for (const auto& [member, value] : object_of(call.input, "DestinationOptions"))
        object_in(flow_log, "DestinationOptions")[member] = value;
    return {};
}

Result<void> fill_destination(const Call& call, json::object& flow_log) {
    const auto type = has(call.input, "LogDestinationType")
                          ? text_of(call.input, "LogDestinationType")
                          : "cloud-watch-logs";
    flow_log["LogDestinationType"] = type;
    if (type == "cloud-watch-logs")
        return fill_log_group(call, flow_log);
    if (type == "s3")
        return fill_bucket(call, flow_log);
    return wrong(fmt::format("The log destination type {} is not emulated by Inland.", type));
}

/// Transit gateways log all their traffic in intervals of a minute, and have no TrafficType.
Result<void> fill_traffic(const Call& call, json::object& flow_log) {
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t ten_minutes = 600;
    const bool transit = text_of(call.input, "ResourceType").starts_with("Transit");
    const auto traffic = text_of(call.input, "TrafficType");
    if (!transit && traffic != "ALL" && traffic != "ACCEPT" && traffic != "REJECT")
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter trafficType is invalid. Expecting one "
                                  "of ACCEPT, REJECT, ALL.",
                                  traffic));
    if (!transit)
        flow_log["TrafficType"] = traffic;
    const auto interval =
        number_of(call.input, "MaxAggregationInterval", transit ? minute : ten_minutes);
    if (interval != minute && (transit || interval != ten_minutes))
        return wrong("Invalid Flow Log Max Aggregation Interval");
    flow_log["MaxAggregationInterval"] = interval;
    flow_log["LogFormat"] = has(call.input, "LogFormat") ? text_of(call.input, "LogFormat")
                                                         : std::string(default_format);
    return {};
}

bool is_same_log(const json::object& other, const json::object& flow_log) {
    constexpr std::array<std::string_view, 4> members{"LogDestination", "TrafficType",
                                                      "LogDestinationType", "LogFormat"};
    return std::ranges::all_of(members, [&](std::string_view member) {
        return text_of(other, member) == text_of(flow_log, member);
    });
}

Result<void> check_new(const Call& call, const json::object& flow_log, const std::string& id) {
    for (const auto& [other_id, other] :
         records_where(call.world, call.scope(), kind::flow_log, "ResourceId", id))
        if (is_same_log(*other, flow_log))
            return refuse("FlowLogAlreadyExists",
                          "Error. There is an existing Flow Log with the same configuration and "
                          "log destination.");
    return {};
}

json::object failed_item(const std::string& id, const Error& error) {
    return {{"ResourceId", id},
            {"Error", json::object{{"Code", error.code}, {"Message", error.message}}}};
}

std::string put_flow_log(const Call& call, json::object flow_log, const std::string& resource) {
    auto id = call.world.new_id(flow_log_type.prefix);
    flow_log["FlowLogId"] = id;
    flow_log["ResourceId"] = resource;
    call.world.store().put(key_of(call, flow_log_type, id), std::move(flow_log));
    return id;
}

/// Resources that are not there come back as unsuccessful; the others are logged.
Result<json::object> create_flow_logs(const Call& call) {
    TRY_VOID(require(call, {"ResourceIds", "ResourceType"}));
    const auto* row = TRY(logged_type(call));
    json::object flow_log{{"CreationTime", timestamp(call.world)},
                          {"DeliverLogsStatus", "SUCCESS"},
                          {"FlowLogStatus", "ACTIVE"},
                          {"Tags", TRY(tags_for(call, flow_log_type))}};
    TRY_VOID(fill_destination(call, flow_log));
    TRY_VOID(fill_traffic(call, flow_log));
    const auto resources = texts_of(call.input, "ResourceIds");
    for (const auto& id : resources)
        TRY_VOID(check_new(call, flow_log, id));
    json::array made;
    json::array failed;
    for (const auto& id : resources) {
        if (const auto found = lookup(call, *row->type, id); found)
            made.emplace_back(put_flow_log(call, flow_log, id));
        else
            failed.push_back(failed_item(id, found.error()));
    }
    json::object output{{"FlowLogIds", std::move(made)}, {"Unsuccessful", std::move(failed)}};
    copy_members(call.input, output, {"ClientToken"});
    return output;
}

Result<json::object> delete_flow_logs(const Call& call) {
    TRY_VOID(require(call, {"FlowLogIds"}));
    const auto ids = texts_of(call.input, "FlowLogIds");
    for (const auto& id : ids)
        (void)TRY(lookup(call, flow_log_type, id));
    for (const auto& id : ids)
        call.world.store().erase(key_of(call, flow_log_type, id));
    return json::object{{"Unsuccessful", json::array()}};
}

constexpr std::array operations{
    OperationRow{"CreateFlowLogs", ec2<create_flow_logs>},
    OperationRow{"DeleteFlowLogs", ec2<delete_flow_logs>},
    OperationRow{"DescribeFlowLogs", ec2<describe_by_filter<flow_log_type>>},
};

}  // namespace

const ResourceType flow_log_type{
    .kind = kind::flow_log,
    .tag_type = "vpc-flow-log",
    .prefix = "fl-",
    .id_member = "FlowLogId",
    .ids_input = "FlowLogIds",
    .list_output = "FlowLogs",
    .not_found_code = "InvalidFlowLogId.NotFound",
    .not_found_text = "These flow log ids in the input list are not found: [TotalCount: 1] {}",
    .malformed_code = "InvalidFlowLogId.Malformed",
    .filters = filters,
};

std::span<const OperationRow> flow_log_operations() {
    return operations;
}

}  // namespace inland::emulator
