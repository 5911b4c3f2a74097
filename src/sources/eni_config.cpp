// SPDX-License-Identifier: Apache-2.0
#include "sources/eni_config.h"

#include "knowledge/reporter.h"
#include "knowledge/yaml_document.h"

#include <optional>
#include <string>
#include <utility>

namespace inland::sources {

namespace {

using knowledge::NodeKind;
using topology::Addon;

bool is_eni_config(const json::value& object) {
    return find_string(object, "kind") == "ENIConfig" &&
           string_or_empty(object, "apiVersion").starts_with("crd.k8s.amazonaws.com/");
}

/// Which of several clusters an object is of, sources do not say.
Addon* sole_cni(topology::Topology& topology) {
    Addon* found = nullptr;
    for (auto& [key, addon] : topology.all<Addon>()) {
        if (addon.addon_name != std::string("vpc-cni"))
            continue;
        if (found != nullptr)
            return nullptr;
        found = &addon;
    }
    return found;
}

std::optional<json::object> values_of(const std::string& text) {
    Diagnostics diagnostics;
    knowledge::Reporter reporter("", diagnostics);
    const auto tree = knowledge::parse_yaml(text, reporter);
    if (!tree || !diagnostics.empty() || tree->kind != NodeKind::Map)
        return std::nullopt;
    return json_of(*tree).as_object();
}

/// As the block's `subnets` have it. What is not known is left out.
json::object entry_of(const json::value& object) {
    json::object entry;
    if (const auto subnet = find_string(object, "spec.subnet"))
        entry["id"] = *subnet;
    if (const auto* groups = find(object, "spec.securityGroups"))
        entry["securityGroups"] = *groups;
    return entry;
}

/// The subnets of the block, which is made where there is none.
json::object* subnets_in(json::object& values) {
    auto& block = values["eniConfig"];
    if (!block.is_object() || string_or_empty(block, "create") != "true")
        block = {{"create", "true"}, {"subnets", json::object()}};
    auto& subnets = block.as_object()["subnets"];
    return subnets.if_object();
}

}  // namespace

json::value json_of(const knowledge::Node& node) {
    switch (node.kind) {
        case NodeKind::Null:
            return nullptr;
        case NodeKind::Scalar:
            return json::string(node.text);
        case NodeKind::List: {
            json::array list;
            for (const auto& child : node.children)
                list.push_back(json_of(child));
            return list;
        }
        case NodeKind::Map:
            break;
    }
    json::object map;
    for (const auto& child : node.children)
        map.insert_or_assign(child.key, json_of(child));
    return map;
}

void add_eni_config(topology::Topology& topology, const json::value& object) {
    const auto name = find_string(object, "metadata.name");
    auto* addon = is_eni_config(object) && name ? sole_cni(topology) : nullptr;
    if (addon == nullptr || addon->configuration.is_unknown())
        return;
    auto values = addon->configuration.is_known() ? values_of(addon->configuration.value())
                                                  : std::optional<json::object>();
    auto* subnets = values ? subnets_in(*values) : nullptr;
    if (addon->configuration.is_absent())
        addon->configuration = topology::Attribute<std::string>::unknown(addon->place);
    if (subnets == nullptr)
        return;
    subnets->emplace(*name, entry_of(object));
    addon->configuration = {json::serialize(*values), addon->configuration.place()};
}

}  // namespace inland::sources
