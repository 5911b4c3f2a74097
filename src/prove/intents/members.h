// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "intents/intents.h"
#include "prove/intents/inhabitants.h"

#include <string>
#include <vector>

namespace inland::prove {

/// Who belongs to a group. `possible` ones may be there as well, where a source does not say who
/// is: "whatever carries this security group, in this subnet". `choice` names what is not known
/// when they are alternatives of each other.
struct Members {
    std::vector<Party> known;
    std::vector<Party> possible;
    std::string choice;

    [[nodiscard]] bool empty() const { return known.empty() && possible.empty(); }
};

/// A selector whose name nothing in the network has, with the names of its kind that there are.
struct UnknownName {
    intents::Selector selector;
    std::vector<std::string> known;
};

/// The members of a group; names that nothing has are appended to `unknown`.
Members members_of(const Inhabitants& inhabitants, const intents::Group& group,
                   std::vector<UnknownName>& unknown);

}  // namespace inland::prove
