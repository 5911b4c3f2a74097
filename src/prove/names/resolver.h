// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/names/answer.h"
#include "prove/place.h"
#include "prove/prove.h"
#include "prove/verdict.h"

#include <string_view>
#include <vector>

namespace inland::prove {

class Network;

/// The resolver as a function of name and place. Pure. `name` is without a trailing dot.
///
/// In a VPC the most specific of what holds the name decides: a Resolver rule, a private hosted
/// zone, an endpoint's private DNS, the cluster's own zone; a rule before a zone of the same domain
/// (Route 53 Developer Guide, how Resolver rules and private hosted zones are chosen).
Answer resolve(const Question& question, const Place& from, std::string_view name);
Answer resolve(const Network& network, const Place& from, std::string_view name);

struct VpcView;
/// What keeps a VPC's resolver, or its private zones, from answering its machines.
std::vector<Cause> resolver_causes(const Network& network, const VpcView& vpc);

}  // namespace inland::prove
