// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/party.h"

#include <cstddef>
#include <vector>

namespace inland::prove {

/// Many parties of which some are alike: in one subnet, with the same security groups, between the
/// same bounds of all rules and routes, so that every filter treats them the same. What is found of
/// packets from a subnet to one of them is found of packets to all. Refers to the parties.
class AlikeParties {
  public:
    AlikeParties(const Network& network, const std::vector<Party>& parties);

    /// In their order those to which packets of the source must be followed: all the others would
    /// add nothing that these do not say.
    [[nodiscard]] std::vector<const Party*> to_follow(const Party& source) const;

  private:
    /// The first two of a kind, for the source may be the first.
    struct Chosen {
        const Party* party = nullptr;
        const Party* first = nullptr;  ///< of its kind; null: it is that itself
    };

    const std::vector<Party>& parties_;
    std::vector<Chosen> chosen_;
};

}  // namespace inland::prove
