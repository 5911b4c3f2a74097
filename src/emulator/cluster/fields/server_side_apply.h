// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/fields/managers.h"

#include <string>
#include <vector>

/// Server-side apply (KEP-555; sigs.k8s.io/structured-merge-diff, merge).
namespace inland::emulator::cluster {

enum class Force { No, Yes };

/// A field that another manager owns and that would change.
struct FieldConflict {
    std::string manager;  ///< as messages name it: "\"kubectl\" using apps/v1 at 2026-…"
    std::string path;     ///< ".spec.replicas"
};

/// The object after an apply; with conflicts it is not to be stored.
struct Applied {
    json::object object;
    std::vector<FieldConflict> conflicts;
};

/// Lays `config` over `live` (empty for a new object): what the writer applied before and leaves
/// out now goes, unless somebody else owns it too.
Applied apply_configuration(const json::object& live, json::object config, const Writer& writer,
                            const json::object* schema, Force force, TimePoint now);

/// "Apply failed with 1 conflict: conflict with \"a\": .spec.replicas".
std::string conflict_message(const std::vector<FieldConflict>& conflicts);

}  // namespace inland::emulator::cluster
