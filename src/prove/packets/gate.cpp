// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/gate.h"

#include <algorithm>
#include <iterator>

namespace inland::prove {

namespace {

void refuse_only(Filter& filter, const AddressRange& range, Side side, Certainty certainty) {
    filter.address_side = side;
    filter.rules = {{.peers = range,
                     .ports = {},
                     .action = topology::RuleAction::Deny,
                     .certainty = certainty,
                     .text = {}},
                    admit_everything()};
}

}  // namespace

Filter open_gate(std::string title, std::string text) {
    Filter filter;
    filter.title = std::move(title);
    filter.rules = {admit_everything(std::move(text))};
    return filter;
}

Filter closed_gate(std::string title, Cause cause, std::string key) {
    Filter filter;
    filter.title = std::move(title);
    filter.cause = std::move(cause);
    filter.key = std::move(key);
    return filter;
}

Filter closed_gate_for(const AddressRange& range, Side side, Filter closed) {
    refuse_only(closed, range, side, Certainty::Sure);
    return closed;
}

Filter unknown_gate(std::string title, std::string missing) {
    Filter filter;
    filter.title = std::move(title);
    filter.rules = {perhaps_everything()};
    filter.missing = std::move(missing);
    return filter;
}

Filter blind_gate(std::string title, std::string missing) {
    Filter filter = unknown_gate(std::move(title), std::move(missing));
    filter.beyond = Sight::Lost;
    return filter;
}

void doubt_behind_blind_gates(std::vector<Filter>& filters) {
    const auto blind = std::ranges::find(filters, Sight::Lost, &Filter::beyond);
    if (blind == filters.end())
        return;
    for (auto behind = std::next(blind); behind != filters.end(); ++behind) {
        for (FilterRule& rule : behind->rules)
            if (rule.action == topology::RuleAction::Deny)
                rule.certainty = Certainty::Maybe;
        behind->rules.push_back(perhaps_everything());
        if (behind->missing.empty())
            behind->missing = blind->missing;
    }
}

Filter unknown_gate_for(const AddressRange& range, Side side, Filter unknown) {
    refuse_only(unknown, range, side, Certainty::Maybe);
    return unknown;
}

}  // namespace inland::prove
