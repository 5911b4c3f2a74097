// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/result.h"
#include "deploy/given_network.h"
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
    /// What `apply` is to make of it.
    [[nodiscard]] deploy::Goal goal() const;
};

/// What the spec asks for, so that the proof does not forbid it.
prove::Wishes wishes_of(const spec::Cluster& cluster);

/// A spec is what says that it is one; any other file, and a folder, is manifests.
bool is_spec(const std::string& path);

/// Reads and checks the file; its mistakes are reported.
std::optional<spec::Cluster> read_spec(const Invocation& invocation, const std::string& path);

/// Reads, checks and designs the file. Its mistakes are reported on stderr, all of them; nothing is
/// returned then and the exit code is BadInput. A network that it names is read from AWS, or from
/// the folder of `--network`; where it cannot be read it is unknown, and why is said.
std::optional<DesignedSpec> load_spec(const Invocation& invocation, const std::string& path);

}  // namespace inland::cli
