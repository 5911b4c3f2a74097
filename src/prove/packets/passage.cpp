// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/passage.h"

#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"
#include "prove/packets/translation.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace inland::prove {

namespace {

/// Of an address that is one of many, nobody knows which, only what stops all of them is sure.
Boxes stopped_for_all(const Boxes& boxes, const Boxes& admitted) {
    const auto widen = [](Box box) {
        box.destination = {};
        return box;
    };
    Boxes remaining;
    for (const Box& box : boxes)
        remaining.push_back(widen(box));
    for (const Box& box : admitted)
        remaining = subtract(remaining, widen(box));
    for (Box& box : remaining)
        box.destination = boxes.front().destination;
    return remaining;
}

/// Nobody calls himself: a box whose only packets have one address on both ends is empty.
void drop_selves(Boxes& boxes) {
    std::erase_if(boxes, [](const Box& box) {
        return box.source == box.destination && box.source.first == box.source.last;
    });
}

Boxes stopped(const Journey& journey, const Filter& filter, Bound bound) {
    Division division = divide(filter, journey.boxes, bound);
    drop_selves(division.blocked);
    return std::move(division.blocked);
}

Boxes surely_stopped(const Journey& journey, const Filter& filter) {
    Boxes blocked = stopped(journey, filter, Bound::Possibly);
    if (journey.choice == AddressChoice::Every || blocked.empty())
        return blocked;
    return stopped_for_all(journey.boxes, divide(filter, journey.boxes, Bound::Possibly).admitted);
}

std::string stopped_text(const Filter& filter, const Box& box, const Traffic& traffic) {
    Traffic stopped = traffic;
    const bool reply = filter.port_side == Side::Source;
    stopped.ports = reply ? box.source_ports : box.destination_ports;
    return fmt::format("admits no {}{} {} {}", stopped.text(), reply ? " (replies)" : "",
                       filter.address_side == Side::Source ? "from" : "to",
                       box.addresses(filter.address_side).text());
}

Blocker blocker_of(const Filter& filter, const Box& box, const Traffic& traffic) {
    Blocker blocker{filter.cause, filter.key, box, traffic, filter.address_side, filter.port_side};
    if (blocker.cause.detail.empty())
        blocker.cause.detail = stopped_text(filter, box, traffic);
    return blocker;
}

Blocker doubt_of(const Filter& filter, const Journey& journey, const Traffic& traffic) {
    std::string missing = filter.missing;
    if (missing.empty())
        missing = "which public addresses the service has";
    Blocker blocker{{std::string(cause_kind::missing_fact), filter.cause.resource,
                     filter.title + ": not known", std::move(missing)},
                    filter.key,
                    journey.boxes.front(),
                    traffic};
    return blocker;
}

Witness witness_of(const Box& box, const Traffic& traffic) {
    const bool same = box.source.first == box.destination.first;
    const bool one_source = box.source.first == box.source.last;
    return {.source = same ? box.source.last : box.source.first,
            .destination = same && one_source ? box.destination.last : box.destination.first,
            .protocol = protocol_text(traffic.protocol),
            .port = has_ports(traffic.protocol) ? box.destination_ports.first : 0};
}

std::string admitted_text(const Filter& filter, const Division& division) {
    for (const FilterRule* rule : division.admitting)
        if (!rule->text.empty())
            return filter.title + ": " + rule->text;
    return filter.title + ": admits";
}

void stop(Passage& passage, const Filter& filter, const Box& box, const Traffic& traffic) {
    passage.outcome = Outcome::Fails;
    passage.blockers.push_back(blocker_of(filter, box, traffic));
    if (!passage.witness)
        passage.witness = witness_of(box, traffic);
    passage.path.push_back(filter.title + ": stops: " + passage.blockers.back().cause.detail);
}

void doubt(Passage& passage, const Journey& journey, const Filter& filter, const Traffic& traffic) {
    passage.outcome = std::max(passage.outcome, Outcome::Unknown);
    passage.blockers.push_back(doubt_of(filter, journey, traffic));
    passage.path.push_back(filter.title + ": not known");
}

void cross(Passage& passage, const Journey& journey, const Filter& filter, const Traffic& traffic) {
    const Boxes refused = surely_stopped(journey, filter);
    if (!refused.empty())
        return stop(passage, filter, refused.front(), traffic);
    if (!stopped(journey, filter, Bound::Surely).empty())
        return doubt(passage, journey, filter, traffic);
    passage.path.push_back(admitted_text(filter, divide(filter, journey.boxes, Bound::Surely)));
}

Passage must_cross(const Journey& journey, const Traffic& traffic) {
    Passage passage;
    passage.assumptions = journey.assumptions;
    for (const Filter& filter : journey.filters)
        cross(passage, journey, filter, traffic);
    return passage;
}

/// What is left of a journey's packets behind all its filters.
Boxes survivors(const Journey& journey, Bound bound, const Filter** stopper) {
    Boxes boxes = journey.boxes;
    for (const Filter& filter : journey.filters) {
        boxes = divide(filter, boxes, bound).admitted;
        drop_selves(boxes);
        if (boxes.empty()) {
            *stopper = &filter;
            break;
        }
    }
    return boxes;
}

Passage must_not_cross(const Journey& journey, const Traffic& traffic) {
    Passage passage;
    const Filter* stopper = nullptr;
    const Boxes sure = survivors(journey, Bound::Surely, &stopper);
    if (!sure.empty()) {
        passage.outcome = Outcome::Fails;
        passage.witness = witness_of(sure.front(), traffic);
        for (const Filter& filter : journey.filters)
            passage.path.push_back(filter.title + ": admits");
        return passage;
    }
    const Filter* doubtful = stopper;
    const Boxes possible = survivors(journey, Bound::Possibly, &stopper);
    if (!possible.empty())
        doubt(passage, journey, *doubtful, traffic);
    else
        passage.path.push_back(stopper->title + ": stops everything");
    return passage;
}

template <typename T>
void append_new(std::vector<T>& into, std::vector<T> more) {
    for (T& item : more)
        if (std::ranges::find(into, item) == into.end())
            into.push_back(std::move(item));
}

void append_blockers(std::vector<Blocker>& into, std::vector<Blocker> more) {
    for (Blocker& blocker : more) {
        const bool known = std::ranges::any_of(into, [&](const Blocker& other) {
            return other.cause.kind == blocker.cause.kind &&
                   other.cause.resource == blocker.cause.resource &&
                   other.cause.missing == blocker.cause.missing;
        });
        if (!known)
            into.push_back(std::move(blocker));
    }
}

void keep_evidence(Passage& passage, const Network& network, Exchange exchange) {
    if (network.question().evidence == Evidence::Dropped)
        return;
    exchange.outcome = passage.outcome;
    exchange.witness = passage.witness;
    passage.exchanges.push_back(std::move(exchange));
}

/// Of journeys to an address that nobody knows, one is taken: only when all are alike is the
/// outcome sure. Journeys to the same addresses are AWS's to choose between, so the worst counts.
class ChoiceOutcome {
  public:
    void add(const Journey& journey, Outcome outcome) {
        const auto [found, is_new] = worst_.try_emplace(journey.boxes.front().destination, outcome);
        found->second = std::max(found->second, outcome);
    }
    [[nodiscard]] Outcome outcome() const {
        const auto all = [&](Outcome outcome) {
            return std::ranges::all_of(worst_,
                                       [&](const auto& row) { return row.second == outcome; });
        };
        if (all(Outcome::Holds))
            return Outcome::Holds;
        return all(Outcome::Fails) ? Outcome::Fails : Outcome::Unknown;
    }

  private:
    std::map<AddressRange, Outcome> worst_;
};

/// Between ends whose addresses are what the VPC sees.
Passage must_pass_as_seen(const Network& network, const Party& source, const Party& destination,
                          const Traffic& traffic) {
    Passage whole;
    ChoiceOutcome choice;
    for (const Journey& journey : journeys({network, source, destination, traffic})) {
        Passage passage = must_cross(journey, traffic);
        choice.add(journey, passage.outcome);
        merge(whole, std::move(passage));
    }
    if (destination.choice == AddressChoice::SomeUnknown)
        whole.outcome = choice.outcome();
    keep_evidence(whole, network, {knowledge::Must::Reach, source, destination, traffic});
    return whole;
}

Passage must_not_pass_as_seen(const Network& network, const Party& source, const Party& destination,
                              const Traffic& traffic) {
    const Purpose purpose = source.where == Where::Subnet ? Purpose::Escape : Purpose::Conversation;
    Passage whole;
    for (const Journey& journey : journeys({network, source, destination, traffic, purpose}))
        merge(whole, must_not_cross(journey, traffic));
    keep_evidence(whole, network, {knowledge::Must::NeverReach, source, destination, traffic});
    return whole;
}

/// Pods' replies that leave by an interface which does not have their address.
Passage replies_lost(const Network& network, const Call& call) {
    Journey journey = start_journey({network, call.source, call.destination, call.traffic});
    journey.filters.push_back(
        closed_gate("the node's address translation",
                    {std::string(cause_kind::no_route),
                     call.destination.translation->resource,
                     "pods' replies leave the VPC by their node's primary interface, which does "
                     "not have their address: AWS_VPC_K8S_CNI_EXTERNALSNAT is not true",
                     {}}));
    return must_cross(journey, call.traffic);
}

}  // namespace

void merge(Passage& passage, Passage other) {
    if (other.outcome > passage.outcome || passage.path.empty()) {
        passage.path = std::move(other.path);
        if (other.witness)
            passage.witness = other.witness;
    }
    passage.outcome = std::max(passage.outcome, other.outcome);
    append_blockers(passage.blockers, std::move(other.blockers));
    append_new(passage.assumptions, std::move(other.assumptions));
    std::ranges::move(other.exchanges, std::back_inserter(passage.exchanges));
    std::ranges::move(other.names, std::back_inserter(passage.names));
}

Passage must_pass(const Network& network, const Party& source, const Party& destination,
                  const Traffic& traffic) {
    if (source.translation == nullptr && destination.translation == nullptr)
        return must_pass_as_seen(network, source, destination, traffic);
    Passage whole;
    for (const Call& call : calls_as_seen({source, destination, traffic}))
        merge(whole, must_pass_as_seen(network, call.source, call.destination, call.traffic));
    for (const Call& call : calls_without_replies({source, destination, traffic}))
        merge(whole, replies_lost(network, call));
    return whole;
}

Passage must_not_pass(const Network& network, const Party& source, const Party& destination,
                      const Traffic& traffic) {
    if (source.translation == nullptr)
        return must_not_pass_as_seen(network, source, destination, traffic);
    Passage whole;
    for (const Call& call : calls_as_seen({source, destination, traffic}))
        merge(whole, must_not_pass_as_seen(network, call.source, call.destination, call.traffic));
    return whole;
}

}  // namespace inland::prove
