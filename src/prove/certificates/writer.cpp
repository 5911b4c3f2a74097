// SPDX-License-Identifier: Apache-2.0
#include "prove/certificates/writer.h"

#include "checker/check_passage.h"
#include "prove/certificates/citations.h"
#include "prove/certificates/exchange_passage.h"
#include "prove/network.h"

#include <algorithm>
#include <optional>

namespace inland::prove {

namespace {

/// Parties that may carry more groups, or none at all, are nobody's that the checker knows.
/// The checker knows of one kind of party without filters: a load balancer that is awaited.
bool is_plain(const Party& party) {
    const bool is_awaited = party.owner_type == topology::LoadBalancer::type && party.owner.empty();
    return party.groups_missing.empty() && (party.group_rule == GroupRule::Applies || is_awaited);
}

/// What holds is shown of all packets, what fails of some that fail.
bool is_wanted(const Exchange& exchange, const Verdict& verdict) {
    return exchange.outcome == verdict.outcome && verdict.outcome != Outcome::Unknown;
}

/// That packets to a service's public addresses fail tells something where its name leads there.
bool leads_there(const checker::Row& row, const Exchange& exchange) {
    return row.outcome == checker::Outcome::Holds || exchange.destination.service.empty() ||
           std::ranges::any_of(row.names,
                               [](const checker::Name& name) { return name.answers.empty(); });
}

void add_passages(checker::Row& row, const checker::World& world, const Proof& proof) {
    for (const Exchange& exchange : proof.exchanges) {
        if (!is_wanted(exchange, proof.verdict))
            continue;
        const bool can_be = is_plain(exchange.source) && is_plain(exchange.destination) &&
                            leads_there(row, exchange);
        auto passage = can_be ? std::optional(passage_of(exchange)) : std::nullopt;
        if (passage && cite(world, *passage))
            row.passages.push_back(std::move(*passage));
        else if (row.unchecked.empty())
            row.unchecked.push_back("packets from " + exchange.source.name + " to " +
                                    exchange.destination.name);
    }
}

/// All that a row which holds relies on, or it is not shown; of one that fails what can be shown.
void add_names(checker::Row& row, const checker::World& world, const Proof& proof) {
    for (const NameStep& step : proof.names) {
        checker::Name name{step.subnet, step.name, step.resources};
        if (fault_of(world, name).empty())
            row.names.push_back(std::move(name));
        else if (proof.verdict.outcome == Outcome::Holds)
            row.unchecked.push_back("packets to whom " + step.name + " leads");
    }
}

/// What a row is about beside packets and names.
void add_unchecked(checker::Row& row, const Network& network) {
    const auto* flow = network.tables().flow(row.flow);
    if (flow != nullptr && (!flow->service.empty() || row.flow.starts_with("addon.")))
        row.unchecked.emplace_back("policies");
    if (row.passages.empty() && row.unchecked.empty())
        row.unchecked.push_back(row.flow);
}

}  // namespace

checker::Row certificate_row(const Network& network, const std::string& cluster,
                             const Proof& proof) {
    checker::Row row{.cluster = cluster,
                     .flow = proof.verdict.flow,
                     .must = must_of(proof.verdict.must),
                     .outcome = outcome_of(proof.verdict.outcome),
                     .from = proof.verdict.from,
                     .to = proof.verdict.to,
                     .assumptions = proof.verdict.assumptions};
    const checker::World world{network.topology(), network.tables()};
    add_names(row, world, proof);
    add_passages(row, world, proof);
    add_unchecked(row, network);
    return row;
}

}  // namespace inland::prove
