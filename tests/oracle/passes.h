// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/oracle/small_world.h"
#include "tests/oracle/travel.h"

namespace inland::oracle {

enum class Replies { Needed, Ignored };

struct Trip {
    const End& from;
    const End& to;
    Replies replies = Replies::Needed;
    std::vector<Choice> choices = {};  ///< that AWS may make in this world
};

/// AWS chooses for each stretch of a journey: out, on from a NAT gateway, and back.
struct Choices {
    const Choice& out;
    const Choice& on;
    const Choice& back;
};

/// How doubtful rules, and what nobody knows, turn out.
enum class Doubts { Against, For };

/// Whether one packet gets from one end to the other and, where needed, its reply back.
bool passes(const World& world, const Trip& trip, const Packet& packet, const Choices& choices,
            Doubts doubts);

}  // namespace inland::oracle
