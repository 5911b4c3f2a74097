// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/restrictions.h"
#include "manifests/manifest_files.h"

#include <vector>

namespace inland::kube {

/// What objects hold that private clusters cannot have, or only by a rule: each restriction once
/// for each object, at the place that shows it. Documents that are no YAML are passed over: lint()
/// reports them.
void tell_restrictions(const std::vector<manifests::ManifestFile>& files,
                       const knowledge::Restrictions& restrictions, Diagnostics& diagnostics);

}  // namespace inland::kube
