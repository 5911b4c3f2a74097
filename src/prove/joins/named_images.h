// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/scene.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// A repository of Amazon ECR that some image of a cluster is in.
struct NamedImage {
    std::string host;     ///< "123456789012.dkr.ecr.eu-central-1.amazonaws.com"
    std::string account;  ///< twelve digits
    std::string region;
    std::string repository;     ///< "platform/nginx"
    std::string resource = {};  ///< what names it, as the user calls that
};

/// The images of Amazon ECR that a text names: an add-on's configuration, user data.
std::vector<NamedImage> images_named_in(std::string_view text);

/// Those of the cluster's add-ons that Inland installs, where the topology has their repositories:
/// in the account's own registry, under the name of the registry that they are copied from.
std::vector<NamedImage> staged_images(const Scene& scene);
/// Whether an image of an add-on's is one of them.
bool is_staged(const Scene& scene, const knowledge::Image& image);

/// Those that a node's user data and the add-ons' configurations name, beside EKS's own.
std::vector<NamedImage> images_named_for(const Scene& scene, const NodeSource& node);

}  // namespace inland::prove
