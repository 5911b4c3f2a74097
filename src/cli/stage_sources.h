// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/image_list.h"
#include "oci/copy/target.h"

#include <expected>
#include <vector>

namespace inland::cli {

/// What is to be staged: the images of the files, of `--image` and of `--from-file`.
struct StageSources {
    std::vector<oci::ImageName> images;
    ImageList list;  ///< of the files
};

/// What is wrong has been reported; the exit code says how. What nodes have at hand is left out,
/// and so, with a word about it, is what has no tag that anybody knows.
std::expected<StageSources, ExitCode> stage_sources(const Invocation& invocation);

/// Where to: `--to`, else the first spec's own registry, which for Amazon ECR is that of the
/// account whose credentials these are: where `apply` would copy them to.
Result<oci::Target> target_of(const Invocation& invocation, const StageSources& sources);

}  // namespace inland::cli
