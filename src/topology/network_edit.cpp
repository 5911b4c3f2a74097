// SPDX-License-Identifier: Apache-2.0
#include "topology/network_edit.h"

#include <algorithm>

namespace inland::topology {
namespace {

template <typename R>
R* resource(Topology& topology, const std::string& key) {
    const auto found = topology.all<R>().find(key);
    return found == topology.all<R>().end() ? nullptr : &found->second;
}

/// Adds to a list that is kept in order; one that is unknown stays so.
template <typename T>
void insert(Attribute<std::vector<T>>& list, T item) {
    if (list.is_unknown())
        return;
    if (list.is_absent())
        list = std::vector<T>{};
    auto& items = list.mutable_value();
    if (const auto at = std::ranges::lower_bound(items, item); at == items.end() || *at != item)
        items.insert(at, std::move(item));
}

template <typename T>
void erase(Attribute<std::vector<T>>& list, const T& item) {
    if (list.is_known())
        std::erase(list.mutable_value(), item);
}

struct Maker {
    Topology& topology;

    void operator()(const SubnetTag& edit) const {
        if (auto* subnet = resource<Subnet>(topology, edit.subnet))
            subnet->tags.try_emplace(edit.key, edit.value);
    }
    void operator()(const Propagation& edit) const {
        if (auto* table = resource<RouteTable>(topology, edit.route_table))
            insert(table->propagating_gateways, Reference<VpnGateway>{edit.gateway});
    }
    void operator()(const AddedRoute& edit) const {
        if (auto* table = resource<RouteTable>(topology, edit.route_table))
            insert(table->routes, edit.route);
    }
};

struct Undoer {
    Topology& topology;

    void operator()(const SubnetTag& edit) const {
        auto* subnet = resource<Subnet>(topology, edit.subnet);
        if (subnet == nullptr)
            return;
        const auto tag = subnet->tags.find(edit.key);
        if (tag != subnet->tags.end() && tag->second == edit.value)
            subnet->tags.erase(tag);
    }
    void operator()(const Propagation& edit) const {
        if (auto* table = resource<RouteTable>(topology, edit.route_table))
            erase(table->propagating_gateways, Reference<VpnGateway>{edit.gateway});
    }
    void operator()(const AddedRoute& edit) const {
        if (auto* table = resource<RouteTable>(topology, edit.route_table))
            erase(table->routes, edit.route);
    }
};

}  // namespace

void make_edits(Topology& topology, std::span<const NetworkEdit> edits) {
    for (const auto& edit : edits)
        std::visit(Maker{topology}, edit);
}

void undo_edits(Topology& topology, std::span<const NetworkEdit> edits) {
    for (const auto& edit : edits)
        std::visit(Undoer{topology}, edit);
}

}  // namespace inland::topology
