// SPDX-License-Identifier: Apache-2.0
#include "sources/live/logical_keys.h"

#include "topology/ownership.h"
#include "topology/references.h"

#include <map>
#include <string>
#include <utility>

namespace inland::sources::live {
namespace {

using topology::Topology;

/// AWS's id or ARN → key, of one resource type.
using Names = std::map<std::string, std::string, std::less<>>;

/// By type and id: how many resources refer to it.
using Uses = std::map<std::pair<std::string_view, std::string>, int>;

Uses count_uses(const Topology& topology) {
    Uses uses;
    topology::for_each_resource(topology, [&](const auto& resource) {
        topology::for_each_reference(resource, [&]<typename Target>(const std::string& key) {
            ++uses[{Target::type, key}];
        });
    });
    return uses;
}

template <typename R>
std::map<std::string, std::string> keepers_of_names(const Topology& topology, const Uses& uses,
                                                    std::string_view cluster) {
    std::map<std::string, std::string> keeper;  // logical name → key so far
    const auto count = [&](const std::string& id) {
        const auto found = uses.find({R::type, id});
        return found == uses.end() ? 0 : found->second;
    };
    for (const auto& [key, resource] : topology.all<R>()) {
        const auto name = topology::tag_value(resource.tags, topology::id_tag);
        if (name.empty() || !topology::is_owned(resource, cluster))
            continue;
        const auto [found, first] = keeper.emplace(name, key);
        if (!first && count(key) > count(found->second))
            found->second = key;
    }
    return keeper;
}

template <typename R>
void add_arn(const R& resource, const std::string& key, Names& names) {
    if constexpr (requires { resource.arn; }) {
        if (resource.arn.is_known())
            names[resource.arn.value()] = key;
    }
}

template <typename R>
Names names_of(const Topology& topology, const Uses& uses, std::string_view cluster) {
    Names names;
    for (const auto& [key, resource] : topology.all<R>())
        names[key] = key;
    for (const auto& [name, key] : keepers_of_names<R>(topology, uses, cluster))
        names[key] = name;
    for (const auto& [key, resource] : topology.all<R>())
        add_arn(resource, names[key], names);
    return names;
}

/// EKS's own group carries AWS's tags, not ours; the cluster says which it is.
void name_cluster_group(const Topology& topology, std::string_view cluster, Names& groups) {
    for (const auto& [key, owner] : topology.all<topology::Cluster>()) {
        if (owner.id == cluster && owner.cluster_security_group.is_known())
            groups[owner.cluster_security_group.value().key] =
                topology::cluster_security_group_key(cluster);
    }
}

template <typename R>
void rename(Topology& topology, const Names& names,
            const std::map<std::string_view, Names>& all_names) {
    topology::Table<R> renamed;
    for (auto& [key, resource] : topology.all<R>()) {
        if (const auto found = names.find(key); found != names.end())
            resource.key = found->second;
        topology::for_each_reference(resource, [&]<typename Target>(std::string& reference) {
            const auto& targets = all_names.at(Target::type);
            if (const auto found = targets.find(reference); found != targets.end())
                reference = found->second;
        });
        renamed.insert_or_assign(resource.key, std::move(resource));
    }
    topology.all<R>() = std::move(renamed);
}

}  // namespace

void use_logical_keys(Topology& topology, std::string_view cluster) {
    const auto uses = count_uses(topology);
    std::map<std::string_view, Names> names;
    topology::for_each_type(
        [&]<typename R>() { names[R::type] = names_of<R>(topology, uses, cluster); });
    if (!cluster.empty())
        name_cluster_group(topology, cluster, names[topology::SecurityGroup::type]);
    topology::for_each_type([&]<typename R>() { rename<R>(topology, names[R::type], names); });
}

}  // namespace inland::sources::live
