// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace inland::checker {

enum class Answer { No, Unknown, Yes };

/// Whether rules that name security groups still know whose packets these are.
enum class References { Kept, Unknown, Lost };

/// Whether one knows behind a component what becomes of packets.
enum class Sight { Clear, Lost };

/// A component on a way as the world has it: what a Step may cite.
struct Hop {
    Step step;                                   ///< without citations
    Answer answer = Answer::Yes;                 ///< of components without rules
    References references = References::Kept;    ///< of security groups
    std::optional<PortRange> source_ports = {};  ///< a NAT gateway's, in place of the passage's
    Sight beyond = Sight::Clear;
};

inline Hop hop(Component component, Side to, std::string subnet, std::string resource = {},
               Answer answer = Answer::Yes) {
    return {.step = {component, to, std::move(subnet), std::move(resource), {}, {}, 0},
            .answer = answer};
}

/// Nothing gets beyond.
inline void close(Hop& hop) {
    hop.answer = Answer::No;
}
/// Nobody knows what gets beyond, nor what it looks like there.
inline void doubt(Hop& hop) {
    hop.answer = Answer::Unknown;
    hop.beyond = Sight::Lost;
}

inline void append(std::vector<Hop>& hops, const std::vector<Hop>& more) {
    hops.insert(hops.end(), more.begin(), more.end());
}

}  // namespace inland::checker
