// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/result.h"
#include "design/design.h"
#include "knowledge/tables.h"
#include "prove/prove.h"
#include "spec/cluster.h"

#include <memory>
#include <optional>
#include <string>

namespace inland::cli {

/// A cluster.yaml, checked and designed.
struct DesignedSpec {
    std::string path;
    spec::Cluster spec;
    design::Design design;
    const knowledge::Tables* tables = nullptr;

    [[nodiscard]] prove::Question question() const;
};

/// Reads, checks and designs the file. Its mistakes are reported on stderr, all of them; nothing is
/// returned then and the exit code is BadInput.
std::optional<DesignedSpec> load_spec(const Invocation& invocation, const std::string& path);

}  // namespace inland::cli
