// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/filter_rows.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::RuleAction;

/// Of one interval of ports that all rules treat alike: the first match decides.
class Decision {
  public:
    explicit Decision(std::size_t peers)
        : rows_(3, peers), open_(rows_[0]), admitted_(rows_[1]), matched_(rows_[2]) {
        set_bits(open_, 0, peers);
    }

    void decide(const FilterRule& rule, const PointRange& points) {
        std::ranges::fill(matched_, 0);
        set_bits(matched_, points.first, points.second);
        intersect(matched_, open_);
        for (std::size_t word = 0; word < open_.size(); ++word)
            open_[word] &= ~matched_[word];
        if (rule.action == RuleAction::Allow)
            unite(admitted_, matched_);
    }
    [[nodiscard]] ConstBitRow admitted() const { return admitted_; }

  private:
    BitRows rows_;
    BitRow open_, admitted_, matched_;
};

}  // namespace

std::vector<PortRange> port_pieces(const PortRange& whole, std::span<const PortRange> rules) {
    std::vector<std::uint32_t> starts{whole.first};
    for (const PortRange& rule : rules) {
        starts.push_back(rule.first);
        starts.push_back(rule.last + 1U);
    }
    std::erase_if(starts,
                  [&](std::uint32_t start) { return start < whole.first || start > whole.last; });
    std::ranges::sort(starts);
    starts.erase(std::ranges::unique(starts).begin(), starts.end());
    std::vector<PortRange> pieces;
    for (const std::uint32_t start : starts) {
        if (!pieces.empty())
            pieces.back().last = static_cast<std::uint16_t>(start - 1);
        pieces.push_back({static_cast<std::uint16_t>(start), whole.last});
    }
    return pieces;
}

void apply(const Filter& filter, const Traffic& traffic, std::span<const Address> peers,
           Bound bound, BitRow admitted) {
    const PortRange& whole =
        filter.port_side == Side::Destination ? traffic.ports : traffic.source_ports;
    std::vector<PortRange> ports;
    for (const FilterRule& rule : filter.rules)
        ports.push_back(rule.ports);
    for (const PortRange& piece : port_pieces(whole, ports)) {
        Decision decision(peers.size());
        for (const FilterRule& rule : filter.rules)
            if (counts(rule, bound) && rule.ports.contains(piece))
                decision.decide(rule, points_in(peers, rule.peers));
        intersect(admitted, decision.admitted());
    }
}

}  // namespace inland::prove
