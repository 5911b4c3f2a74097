// SPDX-License-Identifier: Apache-2.0
#include "user_data/user_data.h"

#include "user_data/bootstrap_script.h"
#include "user_data/bottlerocket.h"
#include "user_data/node_config.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::user_data {

namespace {

struct SystemRow {
    OperatingSystem system;
    std::string_view name;
    Result<NodeSettings> (*read)(std::string_view bytes);
    std::string (*write)(const NodeSettings& settings);
};
constexpr std::array systems{
    SystemRow{OperatingSystem::AmazonLinux2023, "al2023", read_node_config, write_node_config},
    SystemRow{OperatingSystem::AmazonLinux2, "al2", read_bootstrap_script, write_bootstrap_script},
    SystemRow{OperatingSystem::Bottlerocket, "bottlerocket", read_bottlerocket, write_bottlerocket},
};

const SystemRow& row_of(OperatingSystem system) {
    return *std::ranges::find(systems, system, &SystemRow::system);
}

/// A setting without which the agent says this (EKS-FACTS.md 2.1 to 2.3).
struct Requirement {
    OperatingSystem system;
    std::string NodeSettings::* setting;
    std::string_view complaint;
};
using enum OperatingSystem;
constexpr std::array requirements{
    Requirement{AmazonLinux2023, &NodeSettings::cluster,
                "Name is missing in cluster configuration"},
    Requirement{AmazonLinux2023, &NodeSettings::endpoint,
                "Apiserver endpoint is missing in cluster configuration"},
    Requirement{AmazonLinux2023, &NodeSettings::certificate_authority,
                "Certificate authority is missing in cluster configuration"},
    Requirement{AmazonLinux2023, &NodeSettings::service_cidr,
                "CIDR is missing in cluster configuration"},
    Requirement{AmazonLinux2, &NodeSettings::cluster, "ERROR: cluster name is not defined!"},
    Requirement{Bottlerocket, &NodeSettings::cluster,
                "Failed to render configuration: settings.kubernetes.cluster-name is not set"},
    Requirement{Bottlerocket, &NodeSettings::endpoint,
                "Failed to render configuration: settings.kubernetes.api-server is not set"},
    Requirement{
        Bottlerocket, &NodeSettings::certificate_authority,
        "Failed to render configuration: settings.kubernetes.cluster-certificate is not set"},
};

}  // namespace

Result<OperatingSystem> operating_system_of(std::string_view name) {
    const auto row = std::ranges::find(systems, name, &SystemRow::name);
    if (row == systems.end())
        return failure(
            ErrorKind::InvalidInput,
            fmt::format("no operating system \"{}\": al2023, al2 or bottlerocket", name));
    return row->system;
}

std::string_view name_of(OperatingSystem system) {
    return row_of(system).name;
}

Result<NodeSettings> read(std::string_view bytes, OperatingSystem system) {
    return row_of(system).read(bytes);
}

std::string complaint_about(const NodeSettings& settings, OperatingSystem system) {
    for (const auto& requirement : requirements)
        if (requirement.system == system && (settings.*requirement.setting).empty())
            return std::string(requirement.complaint);
    return {};
}

std::string write(const NodeSettings& settings, OperatingSystem system) {
    return row_of(system).write(settings);
}

}  // namespace inland::user_data
