// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator::registry {

/// The end points of the OCI distribution specification 1.1, and Docker's catalog.
enum class Resource { Base, Catalog, Manifest, Blob, Uploads, Upload, Tags, Referrers };

/// What a path under /v2/ asks for.
struct Route {
    Resource resource = Resource::Base;
    std::string name = {};       ///< of the repository, as the client writes it
    std::string reference = {};  ///< a tag, a digest or an upload's id
};

/// Reads a raw path ("/v2/eks/pause/manifests/3.10"), decoding its parts; nothing when it is none
/// of the specification's.
std::optional<Route> parse_route(std::string_view raw_path);

/// Lower-case path components as ECR has them, 2 to 256 characters in all.
bool is_repository_name(std::string_view text);

}  // namespace inland::emulator::registry
