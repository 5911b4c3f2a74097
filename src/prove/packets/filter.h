// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/box.h"
#include "prove/verdict.h"
#include "topology/network_acl.h"

#include <string>
#include <vector>

namespace inland::prove {

/// Whether a rule is there for sure, or only perhaps because a fact is missing.
enum class Certainty { Sure, Maybe };

/// One rule, already reduced to the protocol in question.
struct FilterRule {
    AddressRange peers;
    PortRange ports;
    topology::RuleAction action = topology::RuleAction::Allow;
    Certainty certainty = Certainty::Sure;
    std::string text;
};

/// Whether one still knows behind a component what packets look like. Something that is not
/// modelled may write its own addresses into them.
enum class Sight { Clear, Lost };

/// One component on a packet's way. Rules are tried in order, the first match decides, no match
/// stops. A gate (a route, an attachment) is a filter with one rule for everything, or none.
struct Filter {
    std::string title;  ///< "network ACL acl-1, ingress"
    Side address_side = Side::Destination;
    Side port_side = Side::Destination;
    std::vector<FilterRule> rules;
    Cause cause;           ///< said when it stops something; `detail` is completed then
    std::string key;       ///< of the resource, for repairs
    std::string missing;   ///< the fact behind its Maybe rules
    std::string way = "";  ///< "from" | "to": how its peers read in texts
    Sight beyond = Sight::Clear;
};

/// What is let through: at least (Surely) or at most (Possibly).
enum class Bound { Surely, Possibly };

/// An uncertain rule counts where it makes the bound weaker: as a lower bound an uncertain
/// permission is none, as an upper bound an uncertain refusal is none.
bool counts(const FilterRule& rule, Bound bound);

struct Division {
    Boxes admitted, blocked;
    std::vector<const FilterRule*> admitting;
};

Division divide(const Filter& filter, const Boxes& boxes, Bound bound);

/// Gates: everything, nothing, or who knows.
FilterRule admit_everything(std::string text = {});
FilterRule perhaps_everything();

}  // namespace inland::prove
