// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

#include <string>

namespace inland::checker {

/// AWS chooses where interfaces go and who answers, so what must hold must hold for every choice.
/// Whom a row leaves out: a subnet of an endpoint, of the control plane or of a node group, an
/// endpoint that answers for the name, or a port of the flow. "" when it leaves out nobody.
std::string left_out(const World& world, const Row& row);

/// The same of all rows of one flow together: a subnet of a node group that none is about.
std::string left_out(const World& world, const Certificate& certificate, const Row& row);

/// Of a row that fails for want of a way to a service's public addresses: that its name leads
/// there.
std::string left_out_of_failure(const Row& row);

/// Whether a row says of a cluster whether its API has public access, and it is as it says.
bool is_about_public_access(const World& world, const Row& row);

/// Whether packets are what the flow is about, so that a row without any shows nothing.
bool is_about_packets(const World& world, const Row& row);

}  // namespace inland::checker
