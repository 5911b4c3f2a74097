// SPDX-License-Identifier: Apache-2.0
#include "deploy/network_record.h"

#include <fmt/format.h>

namespace inland::deploy {
namespace {

using namespace topology;

std::string parameter_of(const std::string& cluster) {
    return fmt::format("/inland/{}/network", cluster);
}

// A parameter holds 4096 characters, hence the short names and lists.
constexpr std::string_view tag_kind = "tag";
constexpr std::string_view propagation_kind = "propagation";
constexpr std::string_view route_kind = "route";

struct Writer {
    json::array operator()(const SubnetTag& edit) const {
        return {tag_kind, edit.subnet, edit.key, edit.value};
    }
    json::array operator()(const Propagation& edit) const {
        return {propagation_kind, edit.route_table, edit.gateway};
    }
    /// Only routes of a block to a transit gateway are ever added.
    json::array operator()(const AddedRoute& edit) const {
        return {route_kind, edit.route_table, edit.route.destination.value_or(Ipv4Prefix()).text(),
                edit.route.target_key};
    }
};

std::vector<std::string> texts_of(const json::value& row) {
    std::vector<std::string> texts;
    if (const auto* items = row.if_array())
        for (const auto& item : *items)
            texts.emplace_back(item.is_string() ? std::string_view(item.get_string()) : "");
    return texts;
}

std::unexpected<Error> not_understood(std::string_view what) {
    return failure(ErrorKind::InvalidInput,
                   fmt::format("the record of what was changed in the network says {}, which this "
                               "version does not understand",
                               what));
}

Result<NetworkEdit> parse_edit(const json::value& row) {
    const auto texts = texts_of(row);
    const auto is = [&](std::string_view kind, std::size_t size) {
        return texts.size() == size && texts.front() == kind;
    };
    if (is(tag_kind, 4))
        return SubnetTag{texts[1], texts[2], texts[3]};
    if (is(propagation_kind, 3))
        return Propagation{texts[1], texts[2]};
    const auto block = Ipv4Prefix::parse(is(route_kind, 4) ? texts[2] : "");
    if (!block)
        return not_understood(json::serialize(row));
    return AddedRoute{texts[1],
                      {.destination = *block,
                       .prefix_list = {},
                       .target = RouteTarget::TransitGateway,
                       .target_key = texts[3]}};
}

}  // namespace

json::value record_json(const NetworkRecord& record) {
    json::array edits;
    for (const auto& edit : record.edits)
        edits.push_back(std::visit(Writer{}, edit));
    return {{"vpc", record.vpc}, {"edits", std::move(edits)}};
}

Result<NetworkRecord> parse_record(const json::value& document) {
    NetworkRecord record{.vpc = string_or_empty(document, "vpc"), .edits = {}};
    if (record.vpc.empty())
        return not_understood("of no network");
    const auto* edits = find(document, "edits");
    if (edits == nullptr || !edits->is_array())
        return not_understood("no list of edits");
    for (const auto& row : edits->get_array())
        record.edits.push_back(TRY(parse_edit(row)));
    return record;
}

Result<NetworkRecord> read_network_record(aws::Client& aws, const std::string& cluster,
                                          std::stop_token stop) {
    const auto answer =
        aws.call("ssm", "GetParameter", {{"Name", parameter_of(cluster)}}, std::move(stop));
    if (!answer && answer.error().code == "ParameterNotFound")
        return NetworkRecord{};
    const auto document = TRY(parse_json(string_or_empty(TRY(answer), "Parameter.Value")));
    return parse_record(document);
}

Result<void> write_network_record(aws::Client& aws, const std::string& cluster,
                                  const NetworkRecord& record, std::stop_token stop) {
    TRY(aws.call("ssm", "PutParameter",
                 {{"Name", parameter_of(cluster)},
                  {"Type", "String"},
                  {"Overwrite", true},
                  {"Value", json::serialize(record_json(record))}},
                 std::move(stop)));
    return {};
}

Result<void> erase_network_record(aws::Client& aws, const std::string& cluster,
                                  std::stop_token stop) {
    const auto gone =
        aws.call("ssm", "DeleteParameter", {{"Name", parameter_of(cluster)}}, std::move(stop));
    if (!gone && gone.error().code != "ParameterNotFound")
        return std::unexpected(gone.error());
    return {};
}

}  // namespace inland::deploy
