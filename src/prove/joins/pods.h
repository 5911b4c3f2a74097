// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/cni_settings.h"
#include "prove/joins/proof.h"
#include "prove/joins/scene.h"

#include <functional>
#include <vector>

namespace inland::prove {

/// The pods of a node: with addresses of its own subnet and of those that subnet discovery finds in
/// its zone, or where its ENIConfig says; with its security groups, or the ENIConfig's. On an IPv6
/// cluster they call IPv4 addresses as their node.
Pods pods_of(const Scene& scene, const CniSettings& settings, const NodeSource& node);
/// The pods of every node of the scene.
void add_pods(Scene& scene);

/// What holds of a node's pods: the worst that `judge` finds of their parties, with what is missing
/// and taken for granted about them.
Passage for_pods(const NodeSource& node, const std::function<Passage(const Party& pods)>& judge);

/// The node's own party and those of its pods that filters may treat otherwise.
std::vector<const Party*> places_of(const NodeSource& node);

/// What is not known of the node's pods, or nothing that stops, and what is taken for granted.
Passage knowledge_of(const Pods& pods);

}  // namespace inland::prove
