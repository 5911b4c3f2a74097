// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

#include <cstddef>
#include <string>
#include <vector>

namespace inland::checker {

/// Something that a certificate says and that is not so.
struct Fault {
    std::string row;  ///< "node.ec2 from nodegroup/general in a to ec2…"
    std::string what;
    bool operator==(const Fault&) const = default;
};

/// What a check found. A certificate holds when there are no faults; what it does not show at all
/// is listed.
struct Report {
    std::size_t shown = 0;              ///< rows all of whose packets and names were checked
    std::vector<std::string> unshown;   ///< rows that nobody could follow, each with why
    std::vector<std::string> on_trust;  ///< what else was taken on trust: "policies", …
    std::vector<Fault> faults;
};

/// Evaluates a certificate anew against a world, citing rule by citing rule. Pure.
Report check(const World& world, const Certificate& certificate);

}  // namespace inland::checker
