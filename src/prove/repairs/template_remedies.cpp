// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/remedy.h"
#include "prove/repairs/snippets.h"

#include <fmt/format.h>

namespace inland::prove {

using topology::LaunchTemplate;

/// Of a machine that runs already, its template says nothing any more.
std::vector<Remedy> turn_on_metadata_service(const Complaint& complaint) {
    const auto* made =
        complaint.scene.network.topology().find<LaunchTemplate>(complaint.blocker.key);
    if (made == nullptr)
        return {};
    return {{say(fmt::format("turn on the metadata service in {}", resource_name(*made)), *made,
                 snippets::metadata_service(*made)),
             [key = made->key](topology::Topology& topology) {
                 topology.all<LaunchTemplate>()[key].http_endpoint = std::string("enabled");
             }}};
}

}  // namespace inland::prove
