// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/scheduler.h"

/// What each service does later, by file; registry.cpp registers them all.
namespace inland::emulator {

void register_nat_gateway_events(Scheduler& scheduler);
void register_vpc_endpoint_events(Scheduler& scheduler);
void register_vpn_gateway_events(Scheduler& scheduler);
void register_vpn_connection_events(Scheduler& scheduler);
void register_instance_events(Scheduler& scheduler);
void register_load_balancer_events(Scheduler& scheduler);
void register_target_events(Scheduler& scheduler);
void register_vpc_peering_events(Scheduler& scheduler);
void register_transit_gateway_events(Scheduler& scheduler);
void register_kms_events(Scheduler& scheduler);
void register_resolver_endpoint_events(Scheduler& scheduler);
void register_autoscaling_events(Scheduler& scheduler);
void register_cluster_events(Scheduler& scheduler);
void register_cluster_update_events(Scheduler& scheduler);
void register_node_group_events(Scheduler& scheduler);
void register_addon_events(Scheduler& scheduler);

}  // namespace inland::emulator
