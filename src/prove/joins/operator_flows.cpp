// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/flows.h"
#include "prove/joins/service_reach.h"

#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

/// The APIs that Inland calls for resources of a type, beside EC2's for all of the network.
struct CalledFor {
    std::string_view service;
    bool (*needs)(const topology::Topology& topology);
};

template <typename... Types>
bool has_any(const topology::Topology& topology) {
    return (!topology.all<Types>().empty() || ...);
}

bool always(const topology::Topology& /*topology*/) {
    return true;
}

/// STS says who calls; Systems Manager keeps the lease and names the AMIs.
constexpr std::array called{
    CalledFor{"sts", always},
    CalledFor{"ssm", always},
    CalledFor{"ec2", always},
    CalledFor{"eks", always},
    CalledFor{"iam", always},
    CalledFor{"autoscaling", has_any<topology::AutoScalingGroup>},
    CalledFor{"kms", has_any<topology::Key>},
    CalledFor{"logs", has_any<topology::LogGroup>},
    CalledFor{"elasticloadbalancing", has_any<topology::LoadBalancer>},
    CalledFor{"route53", has_any<topology::HostedZone>},
};

/// A machine in each of the cluster's subnets: who the operator is, nobody says.
std::vector<Party> machines_in_subnets(const Scene& scene) {
    std::vector<Party> machines;
    std::set<const SubnetView*> seen;
    for (const Party& interface : scene.control_plane) {
        if (!seen.insert(interface.subnet).second)
            continue;
        auto machine = subnet_party(scene.network, interface.subnet->subnet->key,
                                    "Inland in " + resource_name(*interface.subnet->subnet));
        machine->group_rule = GroupRule::None;
        machines.push_back(*std::move(machine));
    }
    return machines;
}

std::vector<Party> interfaces_of_instance(const Scene& scene, const std::string& instance) {
    std::vector<Party> interfaces;
    for (const auto& [key, row] : scene.network.topology().all<topology::NetworkInterface>())
        if (row.instance_id.is_known() && row.instance_id.value() == instance)
            if (auto party = interface_party(scene.network, row)) {
                party->name = "Inland on " + instance;
                interfaces.push_back(*std::move(party));
            }
    return interfaces;
}

std::vector<Party> operators_of(const Scene& scene, const OperatorPlace& place) {
    return place.instance.empty() ? machines_in_subnets(scene)
                                  : interfaces_of_instance(scene, place.instance);
}

std::string name_of(const OperatorPlace& place) {
    return place.instance.empty() ? "Inland in the cluster's subnets"
                                  : "Inland on " + place.instance;
}

/// Any machine in those subnets may be the one; of an instance any interface may be the one.
Passage reach_from_all(const Scene& scene, const OperatorPlace& place,
                       const knowledge::ServiceName& service) {
    const auto operators = operators_of(scene, place);
    Passage whole;
    if (operators.empty())
        merge(whole, stopped_by({missing_fact(resource_name(scene.cluster),
                                              place.instance.empty()
                                                  ? "the subnets of the cluster"
                                                  : "the interfaces of " + place.instance)}));
    for (const Party& machine : operators)
        merge(whole, reach_service(scene.network, machine, service, ServiceCalls{}));
    if (place.instance.empty())
        whole.assumptions.emplace_back(
            "the security groups of the machine that runs Inland let it call tcp/443");
    return whole;
}

}  // namespace

std::vector<Proof> operator_services(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    const auto& place = scene.network.question().operator_place;
    if (!place)
        return proofs;
    for (const CalledFor& row : called) {
        const auto* service = scene.network.tables().service(row.service);
        if (service == nullptr || !row.needs(scene.network.topology()))
            continue;
        knowledge::Flow asked = flow;
        asked.id = fmt::format("operator.{}", row.service);
        asked.service = row.service;
        proofs.push_back(proof_of(asked, name_of(*place),
                                  service_host(scene.network, *service) + " tcp/443",
                                  reach_from_all(scene, *place, *service)));
    }
    return proofs;
}

}  // namespace inland::prove::flows
