// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/peers/aws_calls.h"

#include <ostream>
#include <span>
#include <string_view>

namespace inland::testing {

/// What somebody changes in the account of a cluster that stands (examples/groups.yaml, "borea"),
/// so that the next machine finds another world.
struct Change {
    std::string_view name;
    void (*make)(AwsCalls& calls);
    /// At which flow a machine of the group "batch" stops then, and by which kind of cause; ""
    /// where it joins all the same.
    std::string_view stops = {};
    std::string_view cause = {};
};

inline void PrintTo(const Change& change, std::ostream* out) {
    *out << change.name;
}

std::span<const Change> changes_of_endpoints();
std::span<const Change> changes_of_hubs();
std::span<const Change> changes_of_networks();
std::span<const Change> changes_of_names();
std::span<const Change> changes_of_identities();

}  // namespace inland::testing
