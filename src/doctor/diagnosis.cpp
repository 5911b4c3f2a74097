// SPDX-License-Identifier: Apache-2.0
#include "doctor/diagnosis.h"

#include "knowledge/wildcard.h"
#include "prove/cause_kinds.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace inland::doctor {

namespace {

using knowledge::matches_wildcard;

void add_once(std::vector<std::string>& list, const std::string& text) {
    if (std::ranges::find(list, text) == list.end())
        list.push_back(text);
}

Ailment& ailment_of(std::vector<Ailment>& ailments, const prove::Cause& cause) {
    const auto found = std::ranges::find_if(ailments, [&](const Ailment& ailment) {
        return ailment.kind == cause.kind && ailment.resource == cause.resource;
    });
    if (found != ailments.end())
        return *found;
    return ailments.emplace_back(
        Ailment{.kind = cause.kind, .resource = cause.resource, .detail = cause.detail});
}

/// The verdict's own repair, which was proven; else what is always done about such a cause.
std::vector<std::string> repair_of(const prove::Verdict& verdict, const prove::Cause& cause,
                                   const knowledge::Tables& tables) {
    if (!verdict.repairs.empty())
        return verdict.repairs.front();
    const auto* text = tables.cause(cause.kind);
    return text == nullptr ? std::vector<std::string>{} : std::vector{text->remedy};
}

void add_failure(std::vector<Ailment>& ailments, const prove::Verdict& verdict,
                 const knowledge::Tables& tables) {
    for (const auto& cause : verdict.causes) {
        auto& ailment = ailment_of(ailments, cause);
        add_once(ailment.flows, verdict.flow);
        if (ailment.repair.empty())
            ailment.repair = repair_of(verdict, cause, tables);
    }
}

void add_undecided(std::vector<Undecided>& undecided, const prove::Verdict& verdict) {
    for (const auto& cause : verdict.causes) {
        const auto& missing = cause.missing.empty() ? cause.detail : cause.missing;
        const bool known = std::ranges::any_of(undecided, [&](const Undecided& other) {
            return other.flow == verdict.flow && other.missing == missing;
        });
        if (!known)
            undecided.push_back({verdict.flow, missing});
    }
}

void add_verdicts(Diagnosis& diagnosis, const prove::ClusterVerdicts& cluster,
                  const knowledge::Tables& tables) {
    for (const auto& verdict : cluster.flows) {
        if (verdict.outcome == prove::Outcome::Fails)
            add_failure(diagnosis.ailments, verdict, tables);
        else if (verdict.outcome == prove::Outcome::Unknown)
            add_undecided(diagnosis.undecided, verdict);
    }
}

void add_findings(Diagnosis& diagnosis, const std::vector<prove::Finding>& findings) {
    for (const auto& finding : findings)
        if (finding.severity == Severity::Error)
            diagnosis.ailments.push_back(
                {.kind = finding.rule, .resource = finding.resource, .detail = finding.message});
}

/// A row that names no flow is about what no proof knows: quotas, keys, capacity.
bool explains(const Ailment& ailment, const knowledge::Symptom& symptom) {
    const bool cause_fits = symptom.causes.empty() ||
                            std::ranges::find(symptom.causes, ailment.kind) != symptom.causes.end();
    return cause_fits && std::ranges::any_of(symptom.flows, [&](const std::string& pattern) {
               return std::ranges::any_of(ailment.flows, [&](const std::string& flow) {
                   return matches_wildcard(pattern, flow);
               });
           });
}

Sign sign_of(const Observation& observation) {
    return {observation.symptom == nullptr ? std::string() : observation.symptom->id,
            knowledge::seen_name(observation.seen), observation.resource, observation.line};
}

/// Machines of a group show the same, so what is seen alone is told once for each symptom.
void add_unexplained(std::vector<Ailment>& seen, const Observation& observation) {
    const auto* symptom = observation.symptom;
    const auto kind = symptom == nullptr ? "unknown-symptom" : symptom->id;
    auto found = std::ranges::find(seen, kind, &Ailment::kind);
    if (found == seen.end() || symptom == nullptr) {
        seen.push_back({.ground = Ground::Seen,
                        .kind = kind,
                        .resource = observation.resource,
                        .detail = symptom == nullptr ? observation.line : symptom->meaning});
        found = std::prev(seen.end());
        if (symptom != nullptr)
            found->repair = {symptom->repair};
    }
    found->signs.push_back(sign_of(observation));
}

/// Every ailment that brings a symptom about shows it; what none does is told by itself.
void add_observations(Diagnosis& diagnosis, const std::vector<Observation>& observations) {
    std::vector<Ailment> seen;
    for (const auto& observation : observations) {
        bool explained = false;
        for (auto& ailment : diagnosis.ailments) {
            if (observation.symptom == nullptr || !explains(ailment, *observation.symptom))
                continue;
            ailment.signs.push_back(sign_of(observation));
            explained = true;
        }
        if (!explained)
            add_unexplained(seen, observation);
    }
    std::ranges::move(seen, std::back_inserter(diagnosis.ailments));
}

/// The place of its first flow among all: the table has what a machine meets first before the rest.
std::size_t rank_of(const Ailment& ailment, const knowledge::Tables& tables) {
    auto rank = tables.flows.size();
    for (const auto& name : ailment.flows) {
        const auto found = std::ranges::find(tables.flows, name, &knowledge::Flow::id);
        rank = std::min(rank, static_cast<std::size_t>(found - tables.flows.begin()));
    }
    return rank;
}

/// A name that leads elsewhere brings about what stops packets on the way there.
bool is_of_names(const Ailment& ailment) {
    namespace kind = prove::cause_kind;
    constexpr std::array kinds = {kind::private_dns_off,        kind::vpc_dns_support_off,
                                  kind::vpc_dns_hostnames_off,  kind::name_shadowed,
                                  kind::api_private_access_off, kind::dhcp_dns_servers,
                                  kind::name_forwarded};
    return std::ranges::find(kinds, ailment.kind) != kinds.end();
}

}  // namespace

Diagnosis diagnose(const prove::Verdicts& verdicts, const Observations& observations,
                   const knowledge::Tables& tables) {
    Diagnosis diagnosis;
    for (const auto& cluster : verdicts.clusters) {
        diagnosis.cluster = cluster.cluster;
        add_verdicts(diagnosis, cluster, tables);
    }
    add_findings(diagnosis, verdicts.findings);
    add_observations(diagnosis, observations.seen);
    diagnosis.unread = observations.unread;
    std::ranges::stable_sort(diagnosis.ailments, {}, [&](const Ailment& ailment) {
        return std::tuple(ailment.signs.empty(), rank_of(ailment, tables), !is_of_names(ailment));
    });
    return diagnosis;
}

}  // namespace inland::doctor
