// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/image_rules.h"
#include "knowledge/tables.h"

#include <string>
#include <string_view>
#include <vector>

/// The images that a cluster needs because of what it is made of, not of what its users run: what
/// `inland images` lists and stages, and what the proof of node.images asks about.
namespace inland::knowledge {

/// Whether a tag was read somewhere, or only what the account says can be relied on.
enum class TagSource {
    Tables,   ///< the row's own source
    Account,  ///< EKS builds add-ons anew all the time: DescribeAddonVersions says what it installs
};

struct NeededImage {
    std::string name;  ///< "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/coredns:v1.13.2-…"
    std::string needed_by;  ///< "add-on coredns", "al2023 (sandbox)"
    ImageOrigin origin = ImageOrigin::Registry;
    TagSource tag = TagSource::Tables;
    std::string source;
};

/// EKS's default version of an add-on for this Kubernetes, else the newest that serves it; null
/// when none does.
const AddonVersion* addon_version(const Addon& addon, std::string_view kubernetes);

/// The host of the registry that an image is in; "" for EKS's own registry in the Region.
std::string registry_host(const Image& image);

/// What the image's repository is called in the account's own registry, where Inland copies it to:
/// its registry and its path, a port's colon being "-".
std::string copied_repository(const Image& image);

/// What an add-on's pods are made of; `version` null: nothing is known of it, and no tag.
std::vector<NeededImage> images_of_addon(const Tables& tables, std::string_view region,
                                         const Addon& addon, const AddonVersion* version);

/// What nodes of an operating system need by themselves.
std::vector<NeededImage> images_of_nodes(const Tables& tables, const ImageRules& rules,
                                         std::string_view region,
                                         std::string_view operating_system);

}  // namespace inland::knowledge
