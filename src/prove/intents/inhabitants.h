// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/scene.h"

#include <string>
#include <vector>

namespace inland::prove {

/// Who is known to be in a network: what groups of intents are made of. Refers to the Network.
struct Inhabitants {
    const Network& network;
    std::vector<Scene> scenes;      ///< one for each cluster
    std::vector<Party> interfaces;  ///< observed ones that belong to nobody below

    [[nodiscard]] std::vector<Party> nodes() const;
    /// Pods that are not where their nodes are.
    [[nodiscard]] std::vector<Party> pods_elsewhere() const;
    [[nodiscard]] std::vector<Party> control_planes() const;
    [[nodiscard]] std::vector<Party> endpoints() const;
    /// All of them.
    [[nodiscard]] std::vector<Party> everybody() const;
    /// Whether there is nobody else: the network was designed, or its interfaces were observed.
    [[nodiscard]] bool is_complete() const;
};

Inhabitants inhabitants_of(const Network& network);

}  // namespace inland::prove
