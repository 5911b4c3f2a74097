// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/image_list.h"
#include "prove/verdict.h"

#include <string>
#include <vector>

namespace inland::cli {

inline constexpr OptionRow platforms_option{
    "--platforms", "", "ask the registries what each image runs on; this machine must reach them"};

/// With `--platforms`, asks the registry of every image that nodes pull, and fills in what it says
/// or why it says nothing. An image that could not be asked about does not keep the others.
Result<void> ask_platforms(const Invocation& invocation, ImageList& list);

/// What the nodes of the specs' groups make of an image's platforms.
struct PlatformFit {
    prove::Outcome outcome = prove::Outcome::Holds;
    std::vector<std::string> reasons = {};
};

/// Fails where no group can run it; unknown where some cannot, for a pod may be kept to the others,
/// and where the registry did not say. Holds for what was not asked.
PlatformFit fit_platforms(const ImageList& list, const ListedImage& listed);

}  // namespace inland::cli
