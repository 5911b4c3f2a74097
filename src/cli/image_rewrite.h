// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/image_list.h"
#include "oci/copy/target.h"
#include "oci/manifests/rewrite.h"

#include <optional>
#include <string>

namespace inland::cli {

/// `--to`, else the registry that the one spec names; nothing where neither says one.
Result<std::optional<oci::Target>> image_target(const Invocation& invocation,
                                                const ImageList& list);

/// Writes the files of the list to `folder`, with every image named by its place in the target and
/// pinned to its digest where that is known. All files, or where a name cannot be replaced none:
/// what is wrong is reported then.
Result<void> write_rewritten(const Invocation& invocation, const ImageList& list,
                             const oci::Move& move, const std::string& folder);

/// Writes the configuration of containerd that makes nodes pull from the target as it is.
Result<void> write_mirrors(const ImageList& list, const oci::Target& target,
                           const std::string& folder);

}  // namespace inland::cli
