// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/store.h"

namespace inland::emulator {

/// What accounts see of each other's networks. A participant of a shared subnet: the subnet, its
/// VPC, and that VPC's route tables, network ACLs, DHCP options and internet gateways; not the
/// owner's endpoints, NAT gateways, groups and interfaces. The owner: the interfaces and groups
/// that others have in the VPC, also after the sharing has ended (VPC User Guide, Share your VPC
/// subnets; ekristen/aws-nuke#497 for what participants are told). Pure.
Visits shared_records(const Store& store);

}  // namespace inland::emulator
