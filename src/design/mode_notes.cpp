// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "design/exposure.h"
#include "design/ways_out.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::design {
namespace {

std::string_view way_to_aws(const spec::Network& network) {
    switch (way_out_of_nodes(network)) {
        case WayOut::Nat:
            return "AWS and the rest of the internet through the NAT gateway of their zone";
        case WayOut::InternetGateway:
            return "AWS and the rest of the internet through the internet gateway, each from a "
                   "public address that AWS chooses";
        case WayOut::None:
            break;
    }
    return "AWS through the VPC endpoints";
}

/// What nodes come to the public API with.
std::string by_public_api(const spec::Cluster& cluster) {
    if (admits_nodes_by_address(cluster))
        return "the Kubernetes API on the internet, which admits their NAT gateways because Inland "
               "adds their addresses to publicAccessCidrs";
    return "the Kubernetes API on the internet, which must admit the addresses they come from";
}

std::string note_of_nodes(const spec::Cluster& cluster) {
    const bool has_private_side = exposure_of(cluster).is_private;
    return fmt::format(
        "Nodes reach {}, and {}.",
        has_private_side ? "the Kubernetes API inside the VPC" : by_public_api(cluster),
        way_to_aws(cluster.network));
}

std::string connected(const Design& design) {
    std::vector<std::string> names;
    for (const auto& client : design.clients)
        names.push_back(client.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string from_the_internet(const Exposure& exposure) {
    return fmt::format("Clients reach the Kubernetes API by the internet from {}",
                       fmt::join(exposure.public_blocks, ", "));
}

std::string note_of_clients(const spec::Cluster& cluster, const Design& design) {
    const auto exposure = exposure_of(cluster);
    if (!exposure.is_public)
        return design.clients.empty()
                   ? "Clients reach the Kubernetes API from inside the VPC only: connect a network "
                     "for others."
                   : fmt::format(
                         "Clients reach the Kubernetes API from {}; its name answers with "
                         "private addresses everywhere.",
                         connected(design));
    if (!exposure.is_private || design.clients.empty())
        return from_the_internet(exposure) + ".";
    return fmt::format("{}, and privately from {}, whose name servers ask the inbound endpoint.",
                       from_the_internet(exposure), connected(design));
}

}  // namespace

void note_mode(Drawing& drawing) {
    auto& notes = drawing.result.notes;
    notes.push_back(note_of_nodes(drawing.spec));
    notes.push_back(note_of_clients(drawing.spec, drawing.result));
}

}  // namespace inland::design
