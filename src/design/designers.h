// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"

namespace inland::design {

// One designer per file; each adds its resources to the drawing. The order in which design() calls
// them matters only where one refers to all of another's ("every subnet").

/// Says what the spec asks for and nobody below makes.
void refuse_what_is_not_designed(Drawing& drawing);

/// Says what the spec names that private clusters cannot have, or only by a rule.
void tell_restrictions(Drawing& drawing);
/// Says what the mode asks of nodes and of clients.
void note_mode(Drawing& drawing);
/// Says what the name servers of the connected networks must forward.
void note_client_dns(Drawing& drawing);

/// Takes a network that is there already into the design; says where it is not what the spec says.
void design_given_network(Drawing& drawing);
/// Says where services would take addresses that a given network has.
void check_service_block(Drawing& drawing);

void design_network(Drawing& drawing);
void design_public_network(Drawing& drawing);
void design_vpn_gateway(Drawing& drawing);
void design_vpn(Drawing& drawing);
void design_direct_connect(Drawing& drawing);
void design_transit_gateway(Drawing& drawing);
void design_client_dns(Drawing& drawing);
void design_client_registry(Drawing& drawing);
void design_routes(Drawing& drawing);
void design_security_groups(Drawing& drawing);
void design_endpoints(Drawing& drawing);
void design_roles(Drawing& drawing);
void design_secrets_key(Drawing& drawing);
void design_control_plane(Drawing& drawing);
void design_access(Drawing& drawing);
void design_service_accounts(Drawing& drawing);
void design_addons(Drawing& drawing);
void design_manifest_addons(Drawing& drawing);
void design_node_groups(Drawing& drawing);
void design_self_managed_groups(Drawing& drawing);

/// What is changed in a given network; the last of all.
void design_given_edits(Drawing& drawing);

}  // namespace inland::design
