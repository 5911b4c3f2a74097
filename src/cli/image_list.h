// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "cli/spec_file.h"
#include "core/result.h"
#include "knowledge/needed_images.h"
#include "oci/image_name.h"
#include "oci/manifests/manifest_files.h"
#include "oci/platform.h"

#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace inland::cli {

/// One reason why an image is needed.
struct ImageMention {
    Place place;         ///< in the user's file
    std::string object;  ///< "Deployment shop/orders", "add-on coredns", "al2023 (sandbox)"
    std::string field;   ///< "" of what a spec implies
    std::string rule;    ///< "container", "argument", …; "spec"
    oci::Certainty certainty = oci::Certainty::Certain;
};

/// An image with all that names it.
struct ListedImage {
    oci::ImageName image;
    knowledge::ImageOrigin origin = knowledge::ImageOrigin::Registry;
    /// The account knows a newer one, or a chart's own version stands behind it.
    bool tag_is_unsure = false;
    std::vector<ImageMention> mentions;
    /// What its registry says that it runs on, or why it says nothing; nothing where nobody asked.
    std::optional<Result<std::vector<oci::Platform>>> platforms = {};

    [[nodiscard]] bool is_certain() const;
    /// As people write it; without a tag where none is known.
    [[nodiscard]] std::string text() const { return image.familiar(); }
};

/// What the arguments of the `images` commands name: specs, manifests, and folders of them.
struct ImageList {
    std::vector<ListedImage> images;  ///< by name
    std::vector<oci::ManifestFile> files;
    std::vector<DesignedSpec> specs;

    /// Whether nodes have it without anybody's doing: in the machine image, or in EKS's own
    /// registry in the Region of the specs.
    [[nodiscard]] bool is_at_hand(const ListedImage& listed) const;
    /// The hosts that images are pulled from, each once.
    [[nodiscard]] std::vector<std::string> registries() const;
};

/// Of the commands that read a list.
inline constexpr OptionRow live_versions_option{
    "--live", "", "ask the account which versions of EKS's add-ons it installs now"};

/// What is wrong has been reported; the exit code says how.
std::expected<ImageList, ExitCode> read_image_list(const Invocation& invocation);

/// The rules that `--knowledge` names, or those built in; mistakes are reported.
Result<knowledge::ImageRules> image_rules_of(const Invocation& invocation);

}  // namespace inland::cli
