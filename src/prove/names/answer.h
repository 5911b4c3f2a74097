// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "prove/verdict.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

enum class AnswerKind {
    Endpoint,    ///< the interfaces of one (or more) interface endpoints
    Cluster,     ///< the cluster's interfaces in the VPC
    Addresses,   ///< what the records of a hosted zone say
    Public,      ///< what public DNS says: addresses on the internet
    NotFound,    ///< NXDOMAIN
    NoResolver,  ///< nobody answers
    Unknown,     ///< a fact is missing; `causes` names it
};

/// What a name means at a place (VPC-SEMANTICS 1.10). `addresses` holds what is known of the
/// answering interfaces: empty before they are made, and for public answers.
struct Answer {
    AnswerKind kind = AnswerKind::NotFound;
    std::vector<std::string> resources = {};  ///< keys of the endpoints, the cluster's, the zone's
    std::vector<Ipv4Address> addresses = {};
    std::vector<Cause> causes = {};  ///< why it is not the private answer that one might want
    std::vector<std::string> steps = {};
    std::vector<std::string> assumptions = {};
    /// Of Unknown: a name server that surely gets the question, and of which nobody here knows what
    /// it answers.
    std::optional<Ipv4Address> asked = {};
};

Cause cause_of(std::string_view kind, const std::string& resource, std::string detail);
/// A "missing-fact".
Cause missing_of(const std::string& resource, std::string fact);
Answer unknown_answer(const std::string& resource, std::string fact);

/// The same answer, reached by one more step.
Answer after_step(std::string step, Answer answer);

}  // namespace inland::prove
