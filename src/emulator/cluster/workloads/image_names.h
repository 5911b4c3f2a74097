// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"
#include "knowledge/tables.h"

#include <string>
#include <string_view>

namespace inland::emulator::cluster {

/// Where nodes of a Region pull an add-on's image from: EKS's own registry there, or the public
/// one that the repository names ("registry.k8s.io/…").
std::string image_name(const World& world, std::string_view region, const knowledge::Image& image,
                       std::string_view version);

/// The registry's host: "602401143452.dkr.ecr.eu-central-1.amazonaws.com", "docker.io".
std::string registry_of(std::string_view image);
/// Whether that host is a registry of Amazon ECR.
bool is_ecr(std::string_view registry);

}  // namespace inland::emulator::cluster
