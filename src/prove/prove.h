// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "core/ipv4_prefix.h"
#include "intents/intents.h"
#include "knowledge/tables.h"
#include "prove/verdict.h"
#include "topology/topology.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace inland::prove {

/// What a Topology does not hold but the proof needs: who is at the other end of `connect`.
struct ClientNetwork {
    std::string name;  ///< "vpn 192.168.0.0/16"
    Ipv4Prefix block;
};

/// What the user asks of the ways between the cluster and the internet.
enum class Wish { Forbidden, Wanted };

struct Wishes {
    Wish egress = Wish::Forbidden;      ///< Wanted: nodes may call the internet
    Wish ingress = Wish::Forbidden;     ///< Wanted: nodes may be called from there
    Wish public_api = Wish::Forbidden;  ///< Wanted: the Kubernetes API may have public addresses
};

/// Where Inland itself runs, when that is inside the network that it builds: its own calls need
/// endpoints, too, then.
struct OperatorPlace {
    std::string instance;  ///< an EC2 instance's id; "": some machine in the cluster's subnets
};

/// Who answers for a registry's name.
enum class NameKnownBy {
    Everybody,    ///< public DNS
    ClientsOnly,  ///< the name servers of a connected network, to which its domain is forwarded
};

/// A registry that nodes pull from by the user's wish, beside Amazon ECR.
struct ClientRegistry {
    std::string host;  ///< a name, or an IPv4 address
    std::uint16_t port = 443;
    NameKnownBy known_by = NameKnownBy::Everybody;
};

/// Whether a proof keeps what it was made of, for certificates.
enum class Evidence { Dropped, Kept };

struct Question {
    const topology::Topology& topology;
    const knowledge::Tables& tables;
    std::vector<ClientNetwork> clients;
    Wishes wishes = {};
    const intents::Intents* intents = nullptr;  ///< the user's own; not owned
    Evidence evidence = Evidence::Dropped;
    std::optional<OperatorPlace> operator_place = {};  ///< nothing: outside, where AWS answers
    std::vector<ClientRegistry> registries = {};       ///< all clusters' nodes pull from each
};

/// Proves every flow of every cluster of the topology. Pure; milliseconds.
Verdicts prove(const Question& question);

/// A proof with what checker/check.h needs to follow it.
struct CertifiedProof {
    Verdicts verdicts;
    checker::Certificate certificate;
};
CertifiedProof prove_certified(Question question);

}  // namespace inland::prove
