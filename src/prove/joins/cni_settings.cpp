// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/cni_settings.h"

#include "prove/joins/addons.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using knowledge::Node;
using knowledge::NodeKind;

std::string text_at(const Node* map, std::string_view name) {
    const Node* found = map == nullptr ? nullptr : map->find(name);
    return found != nullptr && found->kind == NodeKind::Scalar ? found->text : std::string();
}

constexpr std::string_view hole_begin = "${";

bool has_hole(std::string_view text) {
    return text.contains(hole_begin);
}

/// "${KEY}" as KEY; an id as it is.
std::string named_by(std::string_view text) {
    const bool is_hole = text.starts_with(hole_begin) && text.ends_with('}');
    return std::string(is_hole ? text.substr(2, text.size() - 3) : text);
}

/// A setting's text; one with holes leaves all of them unknown.
std::string setting_of(const Node* environment, std::string_view name, CniSettings& settings) {
    auto text = text_at(environment, name);
    if (has_hole(text))
        settings.missing =
            fmt::format("the value of {} in the configuration of the add-on vpc-cni", name);
    return text;
}

/// The words for true and false that Go's strconv.ParseBool knows; others leave the default.
void read_switch(const std::string& text, bool& value) {
    constexpr std::array on{"1", "t", "T", "true", "TRUE", "True"};
    constexpr std::array off{"0", "f", "F", "false", "FALSE", "False"};
    if (std::ranges::find(on, text) != on.end())
        value = true;
    if (std::ranges::find(off, text) != off.end())
        value = false;
}

struct SwitchRow {
    std::string_view name;
    bool CniSettings::* value;
};
constexpr std::array switches{
    SwitchRow{"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", &CniSettings::custom_networking},
    SwitchRow{"AWS_VPC_K8S_CNI_EXTERNALSNAT", &CniSettings::external_snat},
    SwitchRow{"ENABLE_POD_ENI", &CniSettings::pod_interfaces},
    SwitchRow{"ENABLE_SUBNET_DISCOVERY", &CniSettings::subnet_discovery},
};

/// Blocks with commas between them; what is none is skipped, as the CNI does.
std::vector<AddressRange> blocks_in(std::string_view text) {
    std::vector<AddressRange> blocks;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        auto word = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
        word = word.substr(0, word.find_last_not_of(' ') + 1);
        if (const auto block = Ipv4Prefix::parse(word))
            blocks.push_back(AddressRange::of(*block));
    }
    return blocks;
}

void read_environment(const Node* environment, CniSettings& settings) {
    if (environment != nullptr && environment->kind == NodeKind::Scalar)
        settings.missing = "the env of the configuration of the add-on vpc-cni";
    const auto setting = [&](std::string_view name) {
        return setting_of(environment, name, settings);
    };
    for (const SwitchRow& row : switches)
        read_switch(setting(row.name), settings.*row.value);
    settings.keeps_ports = setting("AWS_VPC_K8S_CNI_RANDOMIZESNAT") == "none";
    settings.strict = setting("POD_SECURITY_GROUP_ENFORCING_MODE") != "standard";
    settings.spared = blocks_in(setting("AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS"));
    if (auto label = setting("ENI_CONFIG_LABEL_DEF"); !label.empty())
        settings.config_label = std::move(label);
}

EniConfig config_of(const Node& entry) {
    EniConfig config{named_by(text_at(&entry, "id")), {}};
    const Node* groups = entry.find("securityGroups");
    if (config.subnet.empty())
        config.missing = fmt::format("the subnet of the ENIConfig {}", entry.key);
    if (groups == nullptr)
        return config;
    for (const Node& group : groups->children)
        config.security_groups.push_back(named_by(group.text));
    if (groups->kind == NodeKind::Scalar)
        config.missing = fmt::format("the security groups of the ENIConfig {}", entry.key);
    return config;
}

void read_configs(const Node* block, CniSettings& settings) {
    bool made = false;
    read_switch(text_at(block, "create"), made);
    const Node* subnets = block == nullptr ? nullptr : block->find("subnets");
    if (!made || subnets == nullptr)
        return;
    if (subnets->kind == NodeKind::Scalar) {
        settings.configs_missing = fmt::format("the ENIConfigs that the add-on vpc-cni makes of {}",
                                               named_by(subnets->text));
        return;
    }
    settings.configs.emplace();
    for (const Node& entry : subnets->children)
        settings.configs->emplace(entry.key, config_of(entry));
}

void read_values(const topology::Addon& addon, CniSettings& settings) {
    if (addon.configuration.is_absent() || addon.configuration == std::string())
        return;
    const auto tree = addon.configuration.is_known()
                          ? configuration_values(addon.configuration.value())
                          : std::nullopt;
    if (!tree) {
        settings.missing = "the configuration values of the add-on vpc-cni";
        return;
    }
    read_environment(tree->find("env"), settings);
    read_configs(tree->find("eniConfig"), settings);
}

}  // namespace

CniSettings cni_settings_of(const Scene& scene) {
    CniSettings settings;
    settings.resource = resource_name(scene.cluster);
    if (const auto* addon = installed(scene, cni_addon)) {
        settings.resource = resource_name(*addon);
        read_values(*addon, settings);
    } else if (may_be_hidden(scene, cni_addon)) {
        settings.missing = "which add-on of the cluster is vpc-cni";
    } else {
        settings.assumptions.push_back(
            "the VPC CNI has its default settings, since no add-on vpc-cni says otherwise");
    }
    return settings;
}

}  // namespace inland::prove
