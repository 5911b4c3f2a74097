// SPDX-License-Identifier: Apache-2.0
#include "checker/way.h"

#include <array>

namespace inland::checker {

namespace {

struct Hop {
    Component component;
    Side side;
    bool is_of_reply = false;
};

constexpr std::array neighbours{Hop{Component::GroupEgress, Side::From},
                                Hop{Component::GroupIngress, Side::To}};
constexpr std::array within_vpc{
    Hop{Component::GroupEgress, Side::From},    Hop{Component::AclEgress, Side::From},
    Hop{Component::LocalRoute, Side::From},     Hop{Component::AclIngress, Side::To},
    Hop{Component::GroupIngress, Side::To},     Hop{Component::AclReplyEgress, Side::To, true},
    Hop{Component::LocalRoute, Side::To, true}, Hop{Component::AclReplyIngress, Side::From, true}};
constexpr std::array to_client{
    Hop{Component::GroupEgress, Side::From}, Hop{Component::AclEgress, Side::From},
    Hop{Component::ClientRoute, Side::From}, Hop{Component::VpnGateway, Side::From},
    Hop{Component::AclReplyIngress, Side::From, true}};
constexpr std::array from_client{
    Hop{Component::AclIngress, Side::To}, Hop{Component::GroupIngress, Side::To},
    Hop{Component::ClientRoute, Side::To}, Hop{Component::VpnGateway, Side::To},
    Hop{Component::AclReplyEgress, Side::To, true}};
constexpr std::array to_service{
    Hop{Component::GroupEgress, Side::From}, Hop{Component::AclEgress, Side::From},
    Hop{Component::EndpointRoute, Side::From}, Hop{Component::AclReplyIngress, Side::From, true}};
/// Only for cuts: what is said of the internet itself is that nothing leads there.
constexpr std::array to_internet{Hop{Component::GroupEgress, Side::From},
                                 Hop{Component::AclEgress, Side::From},
                                 Hop{Component::InternetRoute, Side::From}};
constexpr std::array from_internet{
    Hop{Component::InternetGateway, Side::To}, Hop{Component::AclIngress, Side::To},
    Hop{Component::GroupIngress, Side::To}, Hop{Component::InternetRoute, Side::To, true},
    Hop{Component::AclReplyEgress, Side::To, true}};

/// A packet that leaves a subnet has escaped, whatever becomes of the reply.
bool needs_reply(const Passage& passage) {
    return passage.must == Must::Reach || passage.from.where != Where::Subnet;
}

template <std::size_t count>
std::vector<Step> steps_of(const std::array<Hop, count>& hops, const Passage& passage) {
    std::vector<Step> steps;
    for (const Hop& hop : hops)
        if (!hop.is_of_reply || needs_reply(passage))
            steps.push_back({hop.component, hop.side, {}, {}, 0});
    return steps;
}

std::optional<std::vector<Step>> between_subnets(const World& world, const Passage& passage) {
    const auto* from = world.subnet(passage.from.subnet);
    const auto* to = world.subnet(passage.to.subnet);
    const bool one_vpc = from != nullptr && to != nullptr && from->vpc.is_known() &&
                         to->vpc.is_known() && from->vpc.value().key == to->vpc.value().key;
    if (!one_vpc)
        return std::nullopt;
    return from == to ? steps_of(neighbours, passage) : steps_of(within_vpc, passage);
}

}  // namespace

std::optional<std::vector<Step>> way_of(const World& world, const Passage& passage) {
    const bool from_subnet = passage.from.where == Where::Subnet;
    const bool to_subnet = passage.to.where == Where::Subnet;
    if (from_subnet && to_subnet)
        return between_subnets(world, passage);
    if (from_subnet && passage.to.where == Where::Client)
        return steps_of(to_client, passage);
    if (from_subnet)
        return passage.to.service.empty() ? steps_of(to_internet, passage)
                                          : steps_of(to_service, passage);
    if (!to_subnet)
        return std::nullopt;
    return passage.from.where == Where::Client ? steps_of(from_client, passage)
                                               : steps_of(from_internet, passage);
}

}  // namespace inland::checker
