// SPDX-License-Identifier: Apache-2.0
#include "prove/difference/linked_networks.h"

#include <numeric>
#include <vector>

namespace inland::prove {

namespace {

using topology::TransitGatewayAttachment;
using topology::Vpc;
using topology::VpcPeeringConnection;

/// Disjoint sets of numbers.
class Parts {
  public:
    explicit Parts(std::size_t count) : above_(count) {
        std::iota(above_.begin(), above_.end(), std::size_t{0});
    }
    std::size_t top(std::size_t number) {
        while (above_[number] != number)
            number = above_[number] = above_[above_[number]];
        return number;
    }
    void join(std::size_t one, std::size_t other) { above_[top(one)] = top(other); }

  private:
    std::vector<std::size_t> above_;
};

}  // namespace

/// Transit gateways may be peered: what one leads to, all may.
LinkedNetworks::LinkedNetworks(const topology::Topology& topology) {
    for (const auto& [key, vpc] : topology.all<Vpc>())
        parts_.emplace(key, parts_.size() + 1);
    Parts parts(parts_.size() + 1);
    constexpr std::size_t transit_gateways = 0;
    const auto join = [&](const auto& reference, std::size_t other) {
        if (reference.is_known())
            if (const auto found = parts_.find(reference.value().key); found != parts_.end())
                parts.join(found->second, other);
    };
    for (const auto& [key, attachment] : topology.all<TransitGatewayAttachment>())
        join(attachment.vpc, transit_gateways);
    for (const auto& [key, peering] : topology.all<VpcPeeringConnection>())
        if (peering.requester.is_known())
            if (const auto end = parts_.find(peering.requester.value().key); end != parts_.end())
                join(peering.accepter, end->second);
    for (auto& [key, part] : parts_)
        part = parts.top(part);
}

std::size_t LinkedNetworks::part_of(std::string_view vpc) const {
    return parts_.at(vpc);
}

}  // namespace inland::prove
