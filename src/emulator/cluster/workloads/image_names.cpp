// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/image_names.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

/// The first part of a reference is a host when it looks like one (distribution/reference).
bool names_host(std::string_view first) {
    return first.find_first_of(".:") != std::string_view::npos || first == "localhost";
}

}  // namespace

std::string image_name(const World& world, std::string_view region, const knowledge::Image& image,
                       std::string_view version) {
    auto values = knowledge::placeholders_of(world.tables(), region);
    values["version"] = version;
    const auto tag = knowledge::expand(image.tag, values);
    const auto first = std::string_view(image.repository).substr(0, image.repository.find('/'));
    if (image.repository.find('/') != std::string::npos && names_host(first))
        return fmt::format("{}:{}", image.repository, tag);
    const auto registry = knowledge::expand("{account}.dkr.ecr.{region}.{suffix}", values);
    return fmt::format("{}/{}:{}", registry, image.repository, tag);
}

std::string registry_of(std::string_view image) {
    const auto slash = image.find('/');
    const auto first = image.substr(0, slash);
    return slash != image.npos && names_host(first) ? std::string(first) : "docker.io";
}

bool is_ecr(std::string_view registry) {
    return registry.find(".dkr.ecr.") != std::string_view::npos ||
           registry.find(".dkr-ecr.") != std::string_view::npos;
}

}  // namespace inland::emulator::cluster
