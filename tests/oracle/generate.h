// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/oracle/small_world.h"

namespace inland::oracle {

/// A question about a world.
struct Question {
    World world;
    End from, to;
    Protocol protocol = Protocol::Tcp;
    int port = https;
};

/// Any question, by rapidcheck's picks (so that it can shrink them); only inside a property. Worlds
/// are mostly open, with a few mistakes, so that all verdicts are frequent.
Question generate();
/// All of a subnet, or one address of it, of IPv6 or not; likewise.
End any_interface(bool six);
/// Drops, widens, narrows or reorders one thing.
void mutate(Question& question);

}  // namespace inland::oracle
