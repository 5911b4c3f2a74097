// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/cluster.h"

#include <string>

namespace inland::spec {

/// Reads the file that registry.pullSecret names, from the folder of the spec, into
/// `pull_credentials`. What holds none for that registry is an error at the name's place, which
/// shows nothing of the file.
void read_registry_credentials(const std::string& spec_path, Cluster& cluster,
                               Diagnostics& diagnostics);

}  // namespace inland::spec
