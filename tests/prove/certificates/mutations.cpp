// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/certificates/mutations.h"

#include "checker/check_passage.h"
#include "tests/prove/private_world.h"

#include <fmt/format.h>

namespace inland::prove::testing {

namespace {

using checker::Component;
using checker::Passage;
using checker::Row;
using checker::Step;
using topology::SecurityGroup;
using topology::SecurityGroupRule;
using topology::Topology;

using Worlds = std::vector<std::pair<std::string, Topology>>;

/// The same change of every passage.
Forgery of_passages(bool (*change)(Passage&)) {
    return [change](Row& row) {
        bool any = false;
        for (Passage& passage : row.passages)
            any = change(passage) || any;
        return any;
    };
}

/// The same change of every step of a component that it is about.
Forgery of_steps(bool (*change)(Step&)) {
    return [change](Row& row) {
        bool any = false;
        for (Passage& passage : row.passages)
            for (checker::Way& way : passage.ways)
                for (Step& step : way.steps)
                    any = change(step) || any;
        return any;
    };
}

bool swap_outcome(Row& row) {
    if (row.passages.empty())
        return false;
    const auto turned =
        row.outcome == checker::Outcome::Holds ? checker::Outcome::Fails : checker::Outcome::Holds;
    row.outcome = turned;
    for (Passage& passage : row.passages)
        passage.outcome = turned;
    return true;
}

bool swap_must(Row& row) {
    if (row.passages.empty())
        return false;
    const auto turned =
        row.must == checker::Must::Reach ? checker::Must::NeverReach : checker::Must::Reach;
    row.must = turned;
    for (Passage& passage : row.passages)
        passage.must = turned;
    return true;
}

bool drop_passages(Row& row) {
    if (row.passages.empty())
        return false;
    row.passages.clear();
    return true;
}

bool name_another_endpoint(Row& row) {
    for (auto& name : row.names)
        for (auto& answer : name.answers)
            if (answer != "atlas") {
                answer = answer == "ec2" ? "ecr.api" : "ec2";
                return true;
            }
    return false;
}

void add(Worlds& worlds, std::string name, const Topology& world,
         const std::function<void(Topology&)>& change) {
    Topology changed = world;
    change(changed);
    worlds.emplace_back(std::move(name), std::move(changed));
}

std::vector<SecurityGroupRule> all_but(const std::vector<SecurityGroupRule>& rules,
                                       std::size_t number) {
    auto rest = rules;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(number));
    return rest;
}

/// Every rule dropped, widened, narrowed and led elsewhere.
void change_rules(Worlds& worlds, const Topology& world) {
    for (const auto& [key, group] : world.all<SecurityGroup>())
        for (const auto member : {&SecurityGroup::ingress, &SecurityGroup::egress})
            for (std::size_t number = 0; number < (group.*member).value().size(); ++number) {
                const auto change = [&](const char* what, auto edit) {
                    add(worlds, fmt::format("{} rule {} of {}", what, number, key), world,
                        [&](Topology& topology) {
                            edit((at<SecurityGroup>(topology, key).*member).mutable_value());
                        });
                };
                change("drop", [&](auto& rules) { rules = all_but(rules, number); });
                change("widen", [&](auto& rules) { rules[number].ports = {}; });
                change("narrow", [&](auto& rules) { rules[number].ports = {444, 444}; });
                change("turn", [&](auto& rules) { rules[number].protocol = 17; });
                change("put one before", [&](auto& rules) {
                    rules.insert(rules.begin(), SecurityGroupRule{.protocol = 17});
                });
            }
}

topology::NetworkAcl acl_of_a(std::vector<topology::NetworkAclEntry> entries) {
    topology::NetworkAcl acl;
    acl.key = "acl";
    acl.vpc = topology::Reference<topology::Vpc>{"main"};
    acl.subnets = std::vector<topology::Reference<topology::Subnet>>{{"a"}};
    acl.entries = std::move(entries);
    return acl;
}

topology::NetworkAclEntry entry(int number, topology::TrafficDirection direction,
                                topology::RuleAction action, PortRange ports) {
    return {.direction = direction,
            .rule_number = number,
            .action = action,
            .protocol = 6,
            .block = {},
            .ports = ports};
}

void change_acls(Worlds& worlds, const Topology& world) {
    using enum topology::TrafficDirection;
    using enum topology::RuleAction;
    const auto with = [&](const char* name, std::vector<topology::NetworkAclEntry> entries) {
        add(worlds, name, world,
            [&](Topology& topology) { topology.add(acl_of_a(std::move(entries))); });
    };
    with("an ACL that lets nothing through", {});
    with("an ACL that lets TCP through",
         {entry(100, Ingress, Allow, {}), entry(100, Egress, Allow, {})});
    with("an ACL without the last ephemeral port",
         {entry(90, Ingress, Deny, {60999, 60999}), entry(100, Ingress, Allow, {}),
          entry(100, Egress, Allow, {})});
    with("an ACL that denies 443 after allowing it",
         {entry(100, Ingress, Allow, {}), entry(110, Ingress, Deny, {443, 443}),
          entry(100, Egress, Allow, {})});
}

void change_network(Worlds& worlds, const Topology& world) {
    add(worlds, "no DNS", world,
        [](Topology& topology) { at<topology::Vpc>(topology, "main").enable_dns_support = false; });
    add(worlds, "no host names", world, [](Topology& topology) {
        at<topology::Vpc>(topology, "main").enable_dns_hostnames = false;
    });
    add(worlds, "no VPN routes", world, [](Topology& topology) {
        at<topology::VpnConnection>(topology, "vpn").static_routes = std::vector<Ipv4Prefix>{};
    });
    add(worlds, "no propagation", world, [](Topology& topology) {
        at<topology::RouteTable>(topology, "private").propagating_gateways = {};
    });
    add(worlds, "another gateway", world,
        [](Topology& topology) { topology.all<topology::VpnGateway>().clear(); });
    add(worlds, "a route to the internet", world, [](Topology& topology) {
        topology::InternetGateway gateway;
        gateway.key = "igw";
        gateway.vpc = topology::Reference<topology::Vpc>{"main"};
        topology.add(gateway);
        at<topology::RouteTable>(topology, "private").routes =
            std::vector{topology::Route{.destination = block("0.0.0.0/0"),
                                        .target = topology::RouteTarget::InternetGateway,
                                        .target_key = "igw"}};
    });
    add(worlds, "another subnet of the cluster", world, [](Topology& topology) {
        auto subnet = at<topology::Subnet>(topology, "a");
        subnet.key = "c";
        subnet.cidr_block = block("10.0.9.0/24");
        topology.add(subnet);
        at<topology::Cluster>(topology, "atlas").subnets.mutable_value().push_back({"c"});
    });
}

void change_endpoints(Worlds& worlds, const Topology& world) {
    for (const auto& [key, endpoint] : world.all<topology::VpcEndpoint>()) {
        const auto change = [&](const char* what, auto edit) {
            add(worlds, fmt::format("{} {}", what, key), world,
                [&](Topology& topology) { edit(at<topology::VpcEndpoint>(topology, key)); });
        };
        change("no private DNS of", [](auto& one) { one.private_dns_enabled = false; });
        change("no route tables of", [](auto& one) { one.route_tables = {}; });
        change("the default group of", [](auto& one) { one.security_groups = {}; });
        change("another state of", [](auto& one) { one.state = "pending"; });
        change("a tag of", [](auto& one) { one.tags["a"] = "b"; });
        add(worlds, "no " + key, world,
            [&](Topology& topology) { topology.all<topology::VpcEndpoint>().erase(key); });
    }
}

}  // namespace

std::vector<std::pair<std::string, Forgery>> forgeries() {
    return {
        {"turn the outcome", swap_outcome},
        {"turn what must be", swap_must},
        {"drop the packets", drop_passages},
        {"another endpoint", name_another_endpoint},
        {"drop the last step", of_passages([](Passage& passage) {
             passage.ways.back().steps.pop_back();
             return true;
         })},
        {"drop the last way", of_passages([](Passage& passage) {
             passage.ways.pop_back();
             return true;
         })},
        {"another port", of_passages([](Passage& passage) {
             if (passage.must == checker::Must::NeverReach || passage.ports == PortRange{})
                 return false;
             passage.ports = {9, 9};
             return true;
         })},
        {"fewer source ports", of_passages([](Passage& passage) {
             passage.source_ports = {50000, 50000};
             return is_about_all(passage);
         })},
        {"another subnet", of_passages([](Passage& passage) {
             passage.from.subnet = passage.from.subnet == "a" ? "b" : "a";
             return passage.from.where == checker::Where::Subnet;
         })},
        {"other addresses", of_passages([](Passage& passage) {
             auto& party = passage.from.where == checker::Where::Subnet ? passage.from : passage.to;
             party.addresses = {{party.addresses[0].first, party.addresses[0].first}};
             return is_about_all(passage);
         })},
        {"no security groups", of_passages([](Passage& passage) {
             auto& party = passage.from.where == checker::Where::Subnet ? passage.from : passage.to;
             party.groups.clear();
             return true;
         })},
        {"no cited rules", of_steps([](Step& step) {
             const bool had = !step.rules.empty();
             step.rules.clear();
             return had;
         })},
        {"another rule", of_steps([](Step& step) {
             for (auto& rule : step.rules)
                 rule.rule += 1000;
             return !step.rules.empty();
         })},
        {"another resource", of_steps([](Step& step) {
             step.resource = "another";
             return true;
         })},
        {"another subnet's", of_steps([](Step& step) {
             step.subnet += "x";
             return true;
         })},
        {"another target", of_steps([](Step& step) {
             const bool leads = step.component == Component::Route;
             if (leads)
                 step.target = "elsewhere";
             return leads;
         })},
        {"the replies", of_steps([](Step& step) {
             step.to = step.to == checker::Side::To ? checker::Side::From : checker::Side::To;
             return true;
         })},
    };
}

Worlds changed_worlds(const Topology& world) {
    Worlds worlds;
    change_rules(worlds, world);
    change_acls(worlds, world);
    change_network(worlds, world);
    change_endpoints(worlds, world);
    return worlds;
}

}  // namespace inland::prove::testing
