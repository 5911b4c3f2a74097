// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "prove/place.h"
#include "prove/prove.h"
#include "prove/verdict.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

class Network;

enum class AnswerKind {
    Endpoint,    ///< the interfaces of one (or more) interface endpoints
    Cluster,     ///< the cluster's interfaces in the VPC
    Public,      ///< what public DNS says: addresses on the internet
    NotFound,    ///< NXDOMAIN
    NoResolver,  ///< nobody answers
    Unknown,     ///< a fact is missing; `causes` names it
};

/// What a name means at a place (VPC-SEMANTICS 1.10). `addresses` holds what is known of the
/// answering interfaces: empty before they are made, and for public answers.
struct Answer {
    AnswerKind kind = AnswerKind::NotFound;
    std::vector<std::string> resources;  ///< keys of the endpoints, or the cluster's
    std::vector<Ipv4Address> addresses;
    std::vector<Cause> causes;  ///< why it is not the private answer that one might want
    std::vector<std::string> steps;
};

/// The resolver as a function of name and place. Pure. `name` is without a trailing dot.
Answer resolve(const Question& question, const Place& from, std::string_view name);
Answer resolve(const Network& network, const Place& from, std::string_view name);

struct VpcView;
/// What keeps a VPC's resolver, or its private zones, from answering its machines.
std::vector<Cause> resolver_causes(const Network& network, const VpcView& vpc);

}  // namespace inland::prove
