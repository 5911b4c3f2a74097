// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/spec_file.h"
#include "cli/written_secret.h"
#include "render/vpn_configuration.h"
#include "sources/live/reading.h"
#include "topology/ownership.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using sources::live::ec2_filter;

render::VpnNetworks networks_of(const DesignedSpec& designed) {
    render::VpnNetworks networks;
    for (const auto& [key, vpc] : designed.design.topology.all<topology::Vpc>())
        if (vpc.cidr_block.is_known())
            networks.vpc.push_back(vpc.cidr_block.value().text());
    for (const auto& network : designed.spec.connect.vpn->networks)
        networks.client.push_back(network.value.text());
    return networks;
}

/// AWS's XML of the cluster's living VPN connection.
Result<std::string> customer_gateway_configuration(const Invocation& invocation,
                                                   const DesignedSpec& designed) {
    const auto& name = designed.spec.name.value;
    auto session = TRY(Session::open(invocation, designed.spec.region.value));
    const auto answer = TRY(session->aws().call(
        "ec2", "DescribeVpnConnections",
        {{"Filters", json::array{ec2_filter(fmt::format("tag:{}", topology::cluster_tag), {name}),
                                 ec2_filter("state", {"pending", "available"})}}},
        invocation.stop));
    for (const auto& connection : find_array(answer, "VpnConnections"))
        if (auto xml = string_or_empty(connection, "CustomerGatewayConfiguration"); !xml.empty())
            return xml;
    return failure(ErrorKind::NotFound,
                   fmt::format("there is no VPN connection of {} in {}: run inland apply first",
                               name, session->region()));
}

Result<std::string> vpn_config(const Invocation& invocation, const DesignedSpec& designed,
                               OutputFormat format) {
    auto xml = TRY(customer_gateway_configuration(invocation, designed));
    if (invocation.has("xml"))
        return xml;
    const auto configuration = TRY(render::read_vpn_configuration(xml));
    const auto networks = networks_of(designed);
    return format == OutputFormat::Json
               ? pretty_json(render::vpn_configuration_json(configuration, networks))
               : render::vpn_configuration_text(configuration, networks);
}

ExitCode write(const Invocation& invocation, const std::string& text) {
    const auto path = invocation.value("to");
    if (!path) {
        invocation.streams.data(text);
        return ExitCode::Done;
    }
    if (const auto written = write_secret(*path, text); !written)
        return report(invocation.streams, written.error());
    invocation.streams.talk(fmt::format("wrote {}, which holds the pre-shared keys", *path));
    return ExitCode::Done;
}

ExitCode export_vpn_config(const Invocation& invocation, const std::string& path) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto designed = load_spec(invocation, path);
    if (!designed)
        return ExitCode::BadInput;
    if (!designed->spec.connect.vpn)
        return report(invocation.streams,
                      Error{ErrorKind::InvalidInput, path + ": the spec has no connect.vpn"});
    const auto text = vpn_config(invocation, *designed, *format);
    return text ? write(invocation, *text) : report(invocation.streams, text.error());
}

struct KindRow {
    std::string_view name;
    ExitCode (*write)(const Invocation& invocation, const std::string& path);
};
constexpr std::array kinds{KindRow{"terraform", nullptr}, KindRow{"cloudformation", nullptr},
                           KindRow{"svg", nullptr}, KindRow{"vpn-config", export_vpn_config}};

Error refusal(const std::string& kind, bool is_known) {
    return {ErrorKind::InvalidInput,
            is_known ? fmt::format("Inland does not write {} yet; it writes vpn-config", kind)
                     : fmt::format("\"{}\" is none of terraform, cloudformation, svg, vpn-config",
                                   kind)};
}

ExitCode run_export(const Invocation& invocation) {
    if (invocation.arguments.size() != 2)
        return report(invocation.streams, Error{ErrorKind::InvalidInput,
                                                "say what to write, and of which spec: inland "
                                                "export vpn-config cluster.yaml"});
    const auto& kind = invocation.arguments.front();
    const auto row = std::ranges::find(kinds, std::string_view(kind), &KindRow::name);
    if (row == kinds.end() || row->write == nullptr)
        return report(invocation.streams, refusal(kind, row != kinds.end()));
    return row->write(invocation, invocation.arguments.back());
}

}  // namespace

const Command& export_command() {
    static constexpr std::array options{
        OptionRow{"--to", "FILE", "write there, readable by you alone, instead of to stdout"},
        OptionRow{"--xml", "", "vpn-config: AWS's own document as it is"},
    };
    static constexpr Command command{"export",        "the design for other tools: vpn-config",
                                     Arguments::Many, "vpn-config FILE",
                                     options,         run_export};
    return command;
}

}  // namespace inland::cli
