// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/named_images.h"
#include "prove/joins/proof.h"

namespace inland::prove {

/// Whether a node may pull what the cluster's images are in: of repositories that an add-on or user
/// data names, everything must let it; of others that the source shows, no policy may surely deny
/// it, and what nobody knows of theirs is taken for granted.
Passage pull_from_repositories(const Scene& scene, const NodeSource& node,
                               const knowledge::Flow& flow, const std::vector<NamedImage>& named);

}  // namespace inland::prove
