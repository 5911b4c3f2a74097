// SPDX-License-Identifier: Apache-2.0
#include "deploy/status/inquiry.h"
#include "sources/live/document.h"
#include "topology/ownership.h"

#include <fmt/format.h>

namespace inland::deploy::status {
namespace {

using sources::live::ec2_filter;
using sources::live::tag_list;

json::object of_cluster(const Inquiry& inquiry) {
    const auto tag = "tag:" + std::string(topology::cluster_tag);
    return {{"Filters", json::array{ec2_filter(tag, {inquiry.cluster})}}};
}

std::string resource_of(const json::value& document, const std::string& id) {
    const auto name = topology::tag_value(tag_list(document), topology::id_tag);
    return name.empty() ? id : name;
}

bool is_gone_already(const std::string& state) {
    return state == "deleted";
}

Result<void> read_endpoints(Inquiry& inquiry) {
    const auto documents =
        TRY(inquiry.aws.list("ec2", "DescribeVpcEndpoints", "VpcEndpoints", of_cluster(inquiry)));
    for (const auto& document : documents) {
        const auto id = string_or_empty(document, "VpcEndpointId");
        auto resource = resource_of(document, id);
        const auto state = string_or_empty(document, "State");
        if (is_gone_already(state))
            continue;
        if (state == "failed" || state == "rejected") {
            inquiry.result.problems.push_back(
                {resource, fmt::format("the endpoint is {}", state), "apply the spec again"});
        }
        inquiry.result.endpoints.push_back({std::move(resource), id, state,
                                            string_or_empty(document, "ServiceName"),
                                            time_of(document, "CreationTimestamp")});
    }
    return {};
}

/// "2 of 2 tunnels up": AWS says so when the peer has answered.
std::string tunnels_of(const json::value& document) {
    const auto& tunnels = find_array(document, "VgwTelemetry");
    const auto up = std::ranges::count_if(tunnels, [](const json::value& tunnel) {
        return string_or_empty(tunnel, "Status") == "UP";
    });
    return fmt::format("{} of {} tunnels up", up, tunnels.size());
}

Result<void> read_connections(Inquiry& inquiry) {
    const auto documents = TRY(
        inquiry.aws.list("ec2", "DescribeVpnConnections", "VpnConnections", of_cluster(inquiry)));
    for (const auto& document : documents) {
        const auto id = string_or_empty(document, "VpnConnectionId");
        const auto state = string_or_empty(document, "State");
        if (is_gone_already(state))
            continue;
        inquiry.result.connections.push_back(
            {resource_of(document, id), id, state, tunnels_of(document), std::nullopt});
    }
    return {};
}

}  // namespace

Result<void> read_network(Inquiry& inquiry) {
    TRY_VOID(read_endpoints(inquiry));
    return read_connections(inquiry);
}

}  // namespace inland::deploy::status
