// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "knowledge/lint_rules.h"
#include "manifests/manifest_files.h"
#include "manifests/object.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace inland::kube {

/// Whether a controller is in the cluster that manifests are for.
enum class Presence : std::uint8_t { Unknown, Absent, Present };

/// What is known of that cluster.
struct LintWorld {
    Presence load_balancer_controller = Presence::Unknown;  ///< the AWS Load Balancer Controller
    Presence ingress_nginx = Presence::Unknown;
    Presence certificate_manager = Presence::Unknown;  ///< an endpoint for acm
};

/// One thing that becomes public, or fails.
struct LintFinding {
    const knowledge::LintRule* rule = nullptr;
    std::string depends;  ///< on what it hangs that is not known; "" when it is sure
    std::string detail;   ///< "type LoadBalancer without an annotation that says internal"
    Place place;
    manifests::ObjectName object;
    bool is_mended = false;  ///< in LintedFile::mended
};

/// A file with what was found in it, in its order, and how it should read: every other byte as it
/// was, nothing where no finding can be mended by a change of the object that it is in.
struct LintedFile {
    std::string path;
    std::string relative;
    std::vector<LintFinding> findings;
    std::optional<std::string> mended;
};

/// Services, Ingresses and what configures them, in the light of all files together. What is no
/// YAML is reported with its place, and the rest is read all the same. Pure; `rules` outlive the
/// findings.
std::vector<LintedFile> lint(const std::vector<manifests::ManifestFile>& files,
                             const LintWorld& world, const knowledge::LintRules& rules,
                             Diagnostics& diagnostics);

}  // namespace inland::kube
