// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/process.h"

#include <filesystem>
#include <string>
#include <vector>

namespace inland::testing {

/// The user's way to the registry: npm's own settings and the certificates that it is to trust.
Variables way_to_registry();

/// Installs the locked packages of `source` (package.json, package-lock.json) into `folder` unless
/// they are there, with `beside` copied along; why it could not, or "".
std::string install_packages(const std::filesystem::path& source,
                             const std::filesystem::path& folder,
                             const std::vector<std::string>& beside = {});

}  // namespace inland::testing
