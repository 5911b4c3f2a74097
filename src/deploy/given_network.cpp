// SPDX-License-Identifier: Apache-2.0
#include "deploy/given_network.h"

#include "topology/ownership.h"

#include <algorithm>

namespace inland::deploy {
namespace {

using namespace topology;

/// A resource without any of our tags that AWS has: not one that EKS is to make.
bool is_given(const Resource& resource) {
    return !resource.id.empty() && !resource.tags.contains(std::string(cluster_tag));
}

template <typename R>
void settle_type(const Topology& observed, Topology& goal) {
    for (auto& [key, resource] : goal.all<R>())
        if (const auto* found = observed.find<R>(key); found != nullptr && is_given(resource)) {
            auto why = std::move(resource.why);
            resource = *found;
            resource.why = std::move(why);
        }
}

template <typename R>
void take(const std::string& key, const Topology& observed, Topology& goal) {
    const auto* found = observed.find<R>(key);
    if (found != nullptr && goal.find<R>(key) == nullptr)
        goal.add(*found).why = "as it was before Inland came";
}

/// What is put back need not be in the design any more.
struct Taker {
    const Topology& observed;
    Topology& goal;

    void operator()(const SubnetTag& edit) const { take<Subnet>(edit.subnet, observed, goal); }
    void operator()(const Propagation& edit) const {
        take<RouteTable>(edit.route_table, observed, goal);
    }
    void operator()(const AddedRoute& edit) const {
        take<RouteTable>(edit.route_table, observed, goal);
    }
};

bool is_among(const std::vector<NetworkEdit>& edits, const NetworkEdit& edit) {
    return std::ranges::find(edits, edit) != edits.end();
}

std::vector<NetworkEdit> obsolete_edits(const Goal& goal, const NetworkRecord& record) {
    std::vector<NetworkEdit> obsolete;
    std::ranges::copy_if(record.edits, std::back_inserter(obsolete),
                         [&](const NetworkEdit& edit) { return !is_among(goal.edits, edit); });
    return obsolete;
}

}  // namespace

Topology settled(const Goal& goal, const NetworkRecord& record, const Topology& observed) {
    auto topology = goal.topology;
    settle_type<Subnet>(observed, topology);
    settle_type<RouteTable>(observed, topology);
    const auto obsolete = obsolete_edits(goal, record);
    for (const auto& edit : obsolete)
        std::visit(Taker{observed, topology}, edit);
    undo_edits(topology, obsolete);
    make_edits(topology, goal.edits);
    return topology;
}

NetworkRecord record_before(const Goal& goal, const NetworkRecord& record) {
    auto all = record;
    all.vpc = goal.vpc.empty() ? record.vpc : goal.vpc;
    for (const auto& edit : goal.edits)
        if (!is_among(all.edits, edit))
            all.edits.push_back(edit);
    return all;
}

}  // namespace inland::deploy
