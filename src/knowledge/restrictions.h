// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// knowledge/restrictions.yaml: what private clusters could not have, and what became of it. Not
/// part of Tables, since only what meets one and `explain` tell of it.
namespace inland::knowledge {

enum class RestrictionState : std::uint8_t { Lifted, Conditional, Standing };

enum class MeetingPlace : std::uint8_t { Spec, Plan, Manifest };

/// Where somebody meets a restriction.
struct Meeting {
    MeetingPlace in = MeetingPlace::Spec;
    std::string at;     ///< "addons"; "aws_eks_node_group.ami_type"; "image"
    std::string value;  ///< may hold *; "": whatever is there
};

struct Restriction {
    std::string id;
    std::string title;
    RestrictionState state = RestrictionState::Standing;
    std::string then;  ///< in 2020
    std::string now;
    std::string rule;
    std::string way_out;
    std::vector<Meeting> met_by;
    std::string source;
};

struct Restrictions {
    static constexpr std::string_view file_name = "restrictions.yaml";

    std::vector<Restriction> rows;

    [[nodiscard]] bool empty() const { return rows.empty(); }
    /// Null where there is none.
    [[nodiscard]] const Restriction* find(std::string_view id) const;
    /// Those that somebody meets who writes `value` at `at`.
    [[nodiscard]] std::vector<const Restriction*> met(MeetingPlace in, std::string_view at,
                                                      std::string_view value) const;
};

/// What somebody is told who meets it: a warning where it stands, else a note. `what` is theirs:
/// "image amazon/aws-xray-daemon".
Diagnostic told(const Restriction& met, std::string_view what, Place place);

/// "lifted", "conditional", "standing".
std::string_view state_name(RestrictionState state);

/// Compiled into this binary.
const Restrictions& built_in_restrictions();

/// Those of a folder, or the built-in ones where it has no restrictions.yaml.
Result<Restrictions> load_restrictions(const std::string& folder, Diagnostics& diagnostics);

}  // namespace inland::knowledge
