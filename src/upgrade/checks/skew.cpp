// SPDX-License-Identifier: Apache-2.0
#include "upgrade/checks/checks.h"
#include "upgrade/readiness.h"

#include <fmt/format.h>

namespace inland::upgrade {

namespace {

constexpr std::string_view check = "kubelet-skew";
/// Kubernetes, Version Skew Policy: kubelets may be three minors older, and never newer.
constexpr int greatest_skew = 3;

std::optional<Finding> look_at(const Facts& facts, const json::object& node) {
    const auto name = string_or_empty(node, "metadata.name");
    const auto version = string_or_empty(node, "status.nodeInfo.kubeletVersion");
    const auto kubelet = parse_minor(version);
    const auto resource = "node " + name;
    if (!kubelet)
        return Finding{std::string(check), Standing::Unknown, resource,
                       fmt::format("its kubelet's version, \"{}\", is none", version), ""};
    if (*kubelet > facts.current)
        return Finding{std::string(check), Standing::Blocks, resource,
                       fmt::format("its kubelet {} is newer than the control plane, {}", version,
                                   facts.current.text()),
                       "replace the node by one of the control plane's version"};
    // Nodes follow the control plane at each minor, so the first step is the widest.
    if (!path_of(facts).empty() && facts.current.next().number - kubelet->number > greatest_skew)
        return Finding{std::string(check), Standing::Blocks, resource,
                       fmt::format("its kubelet {} would be more than {} minors behind {}", version,
                                   greatest_skew, facts.current.next().text()),
                       "raise the nodes to the control plane's version first (inland upgrade "
                       "--nodes)"};
    return std::nullopt;
}

}  // namespace

Findings check_skew(const Facts& facts) {
    if (!facts.unseen.empty())
        return {{std::string(check), Standing::Unknown, "nodes", facts.unseen,
                 "run this from inside the network, or say --via"}};
    Findings findings;
    for (const auto& node : facts.contents.nodes)
        if (auto found = look_at(facts, node))
            findings.push_back(*std::move(found));
    if (findings.empty())
        findings.push_back(
            {std::string(check), Standing::Ready, "nodes",
             fmt::format("{} kubelets are served all the way", facts.contents.nodes.size()), ""});
    return findings;
}

}  // namespace inland::upgrade
