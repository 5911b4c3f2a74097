// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/party.h"

#include <string>
#include <vector>

namespace inland::prove {

/// What a node does to what its pods send out of their VPC: it gets the address of the node's
/// primary interface, leaves by that, and has a source port of the node's choice
/// (amazon-vpc-cni-k8s, README, AWS_VPC_K8S_CNI_EXTERNALSNAT and AWS_VPC_K8S_CNI_RANDOMIZESNAT).
/// Replies to who called a pod from outside leave by it too, with the pod's own address, and EC2
/// drops what has an address that is not its interface's.
struct Translation {
    Party node;
    std::vector<AddressRange> spared;  ///< outside, and yet pods keep their addresses there
    PortRange source_ports = nat_ephemeral_ports;
    std::string resource;  ///< where it is set, in the user's language
};

/// Somebody who calls somebody.
struct Call {
    Party source, destination;
    Traffic traffic;
};

/// The calls that the VPC sees of one of a pod's: its own, and those that its node makes for it.
std::vector<Call> calls_as_seen(const Call& call);
/// The part of a call to pods to which their replies are lost.
std::vector<Call> calls_without_replies(const Call& call);
/// As whom the party calls what is outside of its VPC.
const Party& seen_outside(const Party& party);

}  // namespace inland::prove
