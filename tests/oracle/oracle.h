// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/oracle/small_world.h"

namespace inland::oracle {

enum class Truth { Holds, Unknown, Fails };

/// Tries every packet, every choice that AWS may make, and every way in which doubtful rules may
/// turn out, one by one. Slow and obvious.

/// Every connection from `from` to `to` at `port` opens and its replies come back, whatever AWS
/// chooses.
Truth must_reach(const World& world, const End& from, const End& to, Protocol protocol, int port);
/// Not a single packet gets from `from` to `to`, whatever AWS chooses; from outside, not a single
/// connection opens.
Truth never_reaches(const World& world, const End& from, const End& to, Protocol protocol);
/// The name of the endpoint's service resolves to it and every interface of it is reached; where it
/// resolves to public addresses, those are.
Truth reaches_endpoint(const World& world, const End& from);

/// The addresses that interfaces of a subnet may have.
End anywhere_in(int subnet, std::vector<int> groups, bool six = false);

}  // namespace inland::oracle
