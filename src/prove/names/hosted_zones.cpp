// SPDX-License-Identifier: Apache-2.0
#include "core/domain_name.h"
#include "prove/cause_kinds.h"
#include "prove/names/records.h"
#include "prove/names/resolution.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

/// Public DNS is not asked for what a private zone covers (Route 53 Developer Guide, considerations
/// for private hosted zones).
Answer not_held(const Network& network, const topology::HostedZone& zone, std::string_view name) {
    const auto kind =
        is_aws_name(network, name) ? cause_kind::name_shadowed : cause_kind::name_not_found;
    const std::string& zone_name = zone.zone_name.value();
    return {.kind = AnswerKind::NotFound,
            .causes = {cause_of(kind, resource_name(zone),
                                fmt::format("the private hosted zone {} holds no address for {}",
                                            zone_name, name))},
            .steps = {fmt::format("the private hosted zone {} answers that {} does not exist",
                                  zone_name, name)}};
}

/// Of several answers that AWS may choose among, the worst; those of one kind together.
void join(Answer& whole, Answer part) {
    if (part.kind > whole.kind)
        whole.kind = part.kind;
    const auto append = [](auto& to, auto& from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()),
                  std::make_move_iterator(from.end()));
    };
    append(whole.resources, part.resources);
    append(whole.addresses, part.addresses);
    append(whole.causes, part.causes);
    append(whole.steps, part.steps);
    append(whole.assumptions, part.assumptions);
}

/// What an alias or CNAME stands for. Load balancers' names and the like lead to addresses that no
/// Topology holds.
Answer resolve_target(const Resolution& resolution, const VpcView& vpc,
                      const topology::HostedZone& zone, const std::string& target) {
    if (resolution.hops_left <= 0)
        return unknown_answer(resource_name(zone), "where the aliases of " + target + " end");
    Answer answer = resolve_in_vpc(resolution.next(), vpc, target);
    const bool is_balancer = target.find(".elb.") != std::string::npos;
    if (answer.kind == AnswerKind::Public && is_balancer)
        return unknown_answer(resource_name(zone), "the addresses of " + target);
    return answer;
}

}  // namespace

const topology::HostedZone* hosted_zone_of(const VpcView& vpc, std::string_view name) {
    const topology::HostedZone* best = nullptr;
    for (const auto* zone : vpc.hosted_zones) {
        const bool holds = zone->zone_name.is_known() && is_in(name, zone->zone_name.value());
        if (holds &&
            (best == nullptr || zone->zone_name.value().size() > best->zone_name.value().size()))
            best = zone;
    }
    return best;
}

Answer resolve_hosted(const Resolution& resolution, const VpcView& vpc,
                      const topology::HostedZone& zone, std::string_view name) {
    if (!zone.records.is_known())
        return unknown_answer(resource_name(zone), "the records of " + zone.zone_name.value());
    const Records records = records_of(zone, name);
    if (records.addresses.empty() && records.names.empty())
        return not_held(resolution.network, zone, name);
    std::vector<Answer> parts;
    if (!records.addresses.empty())
        parts.push_back({.kind = AnswerKind::Addresses,
                         .resources = {zone.key},
                         .addresses = records.addresses});
    for (const std::string& target : records.names)
        parts.push_back(resolve_target(resolution, vpc, zone, target));
    Answer whole = std::move(parts.front());
    for (auto part = std::next(parts.begin()); part != parts.end(); ++part)
        join(whole, std::move(*part));
    return after_step(fmt::format("the private hosted zone {} ({}) answers for {}",
                                  zone.zone_name.value(), resource_name(zone), name),
                      std::move(whole));
}

}  // namespace inland::prove
