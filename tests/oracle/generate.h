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
/// All of a subnet, one address of it, or a network of clients; likewise.
End any_end();
/// Drops, widens, narrows or reorders one thing.
void mutate(Question& question);

}  // namespace inland::oracle
