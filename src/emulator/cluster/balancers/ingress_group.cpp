// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/ingress_group.h"

#include "emulator/cluster/balancers/ingress.h"
#include "emulator/cluster/workloads/owned.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view own_controller = "ingress.k8s.aws/alb";
constexpr std::string_view lone_finalizer = "ingress.k8s.aws/resources";
constexpr std::string_view group_finalizer = "group.ingress.k8s.aws/";

/// The id of the group to which it belongs, or nothing.
std::optional<std::string> group_of(const Objects& objects, const Ingress& ingress) {
    if (ingress.is_being_deleted() ||
        controller_of_ingress(objects, ingress.object()) != own_controller)
        return std::nullopt;
    auto named = string_or_empty(class_parameters_of(objects, ingress.object()), "group.name");
    if (named.empty())
        named = ingress.annotation("group.name").value_or("");
    return named.empty() ? ingress.name() : named;
}

/// The ids of the groups whose finalizers it bears.
std::vector<std::string> groups_held(const Ingress& ingress) {
    std::vector<std::string> ids;
    for (const auto& finalizer : ingress.finalizers())
        if (finalizer == lone_finalizer)
            ids.push_back(ingress.name());
        else if (finalizer.starts_with(group_finalizer))
            ids.push_back(finalizer.substr(group_finalizer.size()));
    return ids;
}

std::int64_t order_of(const json::object& member) {
    const auto said = Ingress(member).annotation("group.order").value_or("");
    std::int64_t order = 0;
    std::from_chars(said.data(), said.data() + said.size(), order);
    return order;
}

std::tuple<std::int64_t, std::string> rank_of(const json::object& member) {
    return {order_of(member), Ingress(member).name()};
}

}  // namespace

std::vector<IngressGroup> ingress_groups(const Objects& objects) {
    std::map<std::string, IngressGroup> groups;
    for (const auto& object : all_objects(objects, ingress_type())) {
        const Ingress ingress(object);
        const auto own = group_of(objects, ingress);
        if (own)
            groups[*own].members.push_back(object);
        for (const auto& held : groups_held(ingress))
            if (held != own)
                groups[held].leaving.push_back(object);
    }
    std::vector<IngressGroup> all;
    for (auto& [id, group] : groups) {
        group.id = id;
        group.finalizer =
            group.is_named() ? std::string(group_finalizer) + id : std::string(lone_finalizer);
        std::ranges::sort(group.members, {}, rank_of);
        all.push_back(std::move(group));
    }
    return all;
}

}  // namespace inland::emulator::cluster
