// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/image_content.h"

#include "emulator/cluster/workloads/image_names.h"
#include "emulator/registry/repositories.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

/// An image's name without its registry, and its tag or digest.
struct Reference {
    std::string repository;
    std::string tag_or_digest;
};

/// As containerd completes what users shorten: "nginx" is docker.io/library/nginx:latest.
Reference parse_reference(const std::string& image, const std::string& registry) {
    auto rest = image.starts_with(registry + "/") ? image.substr(registry.size() + 1) : image;
    if (const auto at = rest.find('@'); at != std::string::npos)
        return {rest.substr(0, std::min(at, rest.find(':'))), rest.substr(at + 1)};
    const auto colon = rest.rfind(':');
    auto tag = colon == std::string::npos ? "latest" : rest.substr(colon + 1);
    rest = rest.substr(0, colon);
    if (registry == "docker.io" && rest.find('/') == std::string::npos)
        rest = "library/" + rest;
    return {std::move(rest), std::move(tag)};
}

}  // namespace

std::optional<std::string> missing_content(World& world, const std::string& image) {
    const auto host = registry_of(image);
    const auto address = registry::address_of_host(world, host);
    if (!address)
        return std::nullopt;
    const auto [repository, reference] = parse_reference(image, host);
    const auto content = registry::content_of(world, *address, repository);
    if (content && (*content)->manifest(reference))
        return std::nullopt;
    return fmt::format(
        "failed to pull and unpack image \"{0}\": failed to resolve reference "
        "\"{0}\": {0}: not found",
        image);
}

}  // namespace inland::emulator::cluster
