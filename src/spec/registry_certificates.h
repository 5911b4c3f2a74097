// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/cluster.h"

#include <string>

namespace inland::spec {

/// Reads the file that registry.ca names, from the folder of the spec, into
/// `ca_certificates`: the certificates alone, as PEM. What is no certificate is an error at the
/// name's place, and so is a private key, which must not get into user data.
void read_registry_certificates(const std::string& spec_path, Cluster& cluster,
                                Diagnostics& diagnostics);

}  // namespace inland::spec
