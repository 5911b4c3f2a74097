// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/image_name.h"

#include <string>
#include <string_view>

namespace inland::oci {

enum class Transport : std::uint8_t {
    Unsaid,  ///< TLS, but for a registry on this machine
    Tls,
    Plain,
};

/// Where images are staged: `--to REGISTRY[/PREFIX]`, with "http://" in front of a registry without
/// TLS.
struct Target {
    std::string registry;     ///< "registry.corp.example.com:5000"
    std::string prefix = {};  ///< "platform/mirror"; "" for none
    Transport transport = Transport::Unsaid;
};

/// InvalidInput with the reason.
Result<Target> parse_target(std::string_view text);

/// What an image is called there: PREFIX/its own registry/its repository, with the same tag and
/// digest, so that images of different registries never meet ("registry.k8s.io/pause:3.10" is
/// "PREFIX/registry.k8s.io/pause:3.10"; a port's colon becomes "-"). An image that is there already
/// keeps its name.
ImageName name_in_target(const ImageName& image, const Target& target);

}  // namespace inland::oci
