// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/group_rows.h"

#include "prove/reach/filter_rows.h"

#include <algorithm>
#include <numeric>

namespace inland::prove {

namespace {

using Direction = GroupRules CompiledGroup::*;

/// The rows of one interval of ports that all rules treat alike.
class Piece {
  public:
    Piece(const PortRange& ports, const CarriedGroups& carried, const SiteClasses& classes,
          const BitRows& carriers, ConstBitRow doubtful)
        : ports_(ports),
          carried_(carried),
          classes_(classes),
          carriers_(carriers),
          doubtful_(doubtful) {}

    /// Adds to the row whom a group's rules let through.
    void admit(const GroupRules& rules, BitRow surely, BitRow possibly) const {
        for (const AddressRule& rule : rules.by_address)
            if (rule.ports.contains(ports_))
                admit_range(rule, surely, possibly);
        for (const MemberRule& rule : rules.by_group)
            if (rule.ports.contains(ports_))
                admit_members(rule, surely, possibly);
    }

  private:
    void admit_range(const AddressRule& rule, BitRow surely, BitRow possibly) const {
        const auto [first, last] = points_in(classes_.peers, rule.peers);
        set_bits(possibly, first, last);
        if (rule.certainty == Certainty::Sure)
            set_bits(surely, first, last);
    }
    void admit_members(const MemberRule& rule, BitRow surely, BitRow possibly) const {
        unite(possibly, doubtful_);
        if (const auto group = carried_.number_of(rule.group)) {
            unite(possibly, carriers_[*group]);
            unite(surely, carriers_[*group]);
        }
    }

    PortRange ports_;
    const CarriedGroups& carried_;
    const SiteClasses& classes_;
    const BitRows& carriers_;
    ConstBitRow doubtful_;
};

/// The rows of the groups that some combinations need, for one interval of ports.
class PieceRows {
  public:
    PieceRows(const Piece& piece, const std::vector<CompiledGroup>& groups, std::size_t classes)
        : piece_(piece),
          groups_(groups),
          made_(groups.size(), false),
          rows_(groups.size(), classes) {}

    void unite_with(Direction direction, const CarriedGroups::Set& set, BitRow surely,
                    BitRow possibly) {
        for (const std::uint32_t group : set.groups) {
            make(direction, group);
            unite(surely, rows_.surely[group]);
            unite(possibly, rows_.possibly[group]);
        }
    }

  private:
    void make(Direction direction, std::uint32_t group) {
        if (made_[group])
            return;
        made_[group] = true;
        piece_.admit(groups_[group].*direction, rows_.surely[group], rows_.possibly[group]);
    }

    const Piece& piece_;
    const std::vector<CompiledGroup>& groups_;
    std::vector<bool> made_;
    BoundRows rows_;
};

void reset(BitRow row, std::size_t ones) {
    std::ranges::fill(row, 0);
    set_bits(row, 0, ones);
}

void append_ports(std::vector<PortRange>& ports, const GroupRules& rules) {
    for (const AddressRule& rule : rules.by_address)
        ports.push_back(rule.ports);
    for (const MemberRule& rule : rules.by_group)
        ports.push_back(rule.ports);
}

std::vector<PortRange> ports_of(const CompiledGroup& group) {
    std::vector<PortRange> ports;
    append_ports(ports, group.egress);
    append_ports(ports, group.ingress);
    return ports;
}

/// Whether no class lies partly in the range, and those in it follow each other: between two bounds
/// of rules classes are in the order of their subnets.
bool parts_no_class(const AddressRange& range, const SiteClasses& classes) {
    const auto [first, last] = points_in(classes.peers, range);
    for (std::size_t number = 0; number < classes.classes.size(); ++number) {
        const AddressRange& extent = classes.classes[number].extent;
        const bool is_found = number >= first && number < last;
        if (range.overlaps(extent) != is_found || range.contains(extent) != is_found)
            return false;
    }
    return true;
}

bool parts_no_class(const CompiledGroup& group, const SiteClasses& classes) {
    const auto fits = [&](const AddressRule& rule) { return parts_no_class(rule.peers, classes); };
    return std::ranges::all_of(group.egress.by_address, fits) &&
           std::ranges::all_of(group.ingress.by_address, fits);
}

}  // namespace

GroupRows::GroupRows(const CarriedGroups& carried, const Traffic& traffic) : traffic_(traffic) {
    for (std::uint32_t group = 0; group < carried.groups().size(); ++group)
        groups_.push_back(compile(*carried.groups()[group], carried.subnet_of(group), traffic));
    std::vector<PortRange> ports;
    for (const CompiledGroup& group : groups_)
        std::ranges::copy(ports_of(group), std::back_inserter(ports));
    pieces_ = port_pieces(traffic.ports, ports);
}

void GroupRows::add_bounds(AddressBounds& bounds) const {
    for (const CompiledGroup& group : groups_)
        for (const GroupRules* rules : {&group.egress, &group.ingress})
            for (const AddressRule& rule : rules->by_address)
                bounds.add(rule.peers);
}

void GroupRows::prove(const CarriedGroups& carried, const SiteClasses& classes) {
    const std::size_t bits = classes.classes.size();
    egress_ = ingress_ = BoundRows(carried.sets().size(), bits);
    carriers_ = BitRows(carried.groups().size(), bits);
    doubtful_ = BitRows(1, bits);
    for (std::size_t number = 0; number < bits; ++number) {
        const auto& set = carried.sets()[classes.classes[number].set];
        for (const std::uint32_t group : set.groups)
            set_bit(carriers_[group], number);
        if (set.may_carry_more)
            set_bit(doubtful_[0], number);
    }
    std::vector<std::uint32_t> all(carried.sets().size());
    std::iota(all.begin(), all.end(), 0U);
    prove(carried, classes, all);
}

void GroupRows::prove(const CarriedGroups& carried, const SiteClasses& classes,
                      const std::vector<std::uint32_t>& sets) {
    prove(carried, classes, sets, &CompiledGroup::egress, egress_);
    prove(carried, classes, sets, &CompiledGroup::ingress, ingress_);
}

void GroupRows::prove(const CarriedGroups& carried, const SiteClasses& classes,
                      const std::vector<std::uint32_t>& sets, GroupRules CompiledGroup::* direction,
                      BoundRows& rows) const {
    const std::size_t bits = classes.classes.size();
    for (const std::uint32_t set : sets) {
        reset(rows.surely[set], bits);
        reset(rows.possibly[set], bits);
    }
    BoundRows one(1, bits);
    for (const PortRange& ports : pieces_) {
        const Piece piece(ports, carried, classes, carriers_, doubtful_[0]);
        PieceRows by_group(piece, groups_, bits);
        for (const std::uint32_t set : sets) {
            reset(one.surely[0], 0);
            reset(one.possibly[0], carried.sets()[set].may_carry_more ? bits : 0);
            by_group.unite_with(direction, carried.sets()[set], one.surely[0], one.possibly[0]);
            intersect(rows.surely[set], one.surely[0]);
            intersect(rows.possibly[set], one.possibly[0]);
        }
    }
}

bool GroupRows::update(const CarriedGroups& carried, const SiteClasses& classes,
                       std::uint32_t group, const topology::SecurityGroup& changed) {
    CompiledGroup compiled = compile(changed, carried.subnet_of(group), traffic_);
    std::vector<PortRange> ports = ports_of(compiled);
    ports.insert(ports.end(), pieces_.begin(), pieces_.end());
    if (!parts_no_class(compiled, classes) || port_pieces(traffic_.ports, ports) != pieces_)
        return false;
    groups_[group] = std::move(compiled);
    prove(carried, classes, carried.sets_with(group));
    return true;
}

std::size_t GroupRows::bytes() const {
    std::size_t sum = egress_.bytes() + ingress_.bytes() + carriers_.bytes() + doubtful_.bytes() +
                      groups_.capacity() * sizeof(groups_[0]);
    for (const CompiledGroup& group : groups_)
        for (const GroupRules* rules : {&group.egress, &group.ingress})
            sum += rules->by_address.capacity() * sizeof(AddressRule) +
                   rules->by_group.capacity() * sizeof(MemberRule);
    return sum;
}

}  // namespace inland::prove
