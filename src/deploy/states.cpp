// SPDX-License-Identifier: Apache-2.0
#include "deploy/states.h"

#include <array>

namespace inland::deploy {
namespace {

struct StateRow {
    std::string_view type;
    std::string_view state;
    Standing standing;
};

/// States as EKS (ClusterStatus, NodegroupStatus, AddonStatus), Auto Scaling, EC2 and KMS spell
/// them; every other is usable. A DEGRADED add-on or node group works as far as it can and is not
/// made anew.
constexpr auto rows = std::to_array<StateRow>({
    {"cluster", "CREATING", Standing::Unfinished},
    {"cluster", "UPDATING", Standing::Unfinished},
    {"cluster", "PENDING", Standing::Unfinished},
    {"cluster", "DELETING", Standing::Leaving},
    {"cluster", "FAILED", Standing::Broken},
    {"node-group", "CREATING", Standing::Unfinished},
    {"node-group", "UPDATING", Standing::Unfinished},
    {"node-group", "DELETING", Standing::Leaving},
    {"node-group", "CREATE_FAILED", Standing::Broken},
    {"node-group", "DELETE_FAILED", Standing::Broken},
    {"addon", "CREATING", Standing::Unfinished},
    {"addon", "UPDATING", Standing::Unfinished},
    {"addon", "DELETING", Standing::Leaving},
    {"addon", "CREATE_FAILED", Standing::Broken},
    {"addon", "DELETE_FAILED", Standing::Broken},
    {"auto-scaling-group", "Delete in progress", Standing::Leaving},
    {"nat-gateway", "pending", Standing::Unfinished},
    {"nat-gateway", "deleting", Standing::Leaving},
    {"nat-gateway", "failed", Standing::Broken},
    {"vpc-endpoint", "pending", Standing::Unfinished},
    {"vpc-endpoint", "deleting", Standing::Leaving},
    {"vpc-endpoint", "failed", Standing::Broken},
    {"vpc-endpoint", "rejected", Standing::Broken},
    {"vpn-connection", "pending", Standing::Unfinished},
    {"transit-gateway-attachment", "pending", Standing::Unfinished},
    {"transit-gateway-attachment", "pendingAcceptance", Standing::Unfinished},
    {"transit-gateway-attachment", "rejected", Standing::Broken},
    {"transit-gateway-attachment", "failed", Standing::Broken},
    {"resolver-endpoint", "CREATING", Standing::Unfinished},
    {"resolver-endpoint", "UPDATING", Standing::Unfinished},
    {"direct-connect-association", "associating", Standing::Unfinished},
    {"key", "Creating", Standing::Unfinished},
    {"key", "PendingDeletion", Standing::Broken},
});

}  // namespace

Standing standing_of(std::string_view type, std::string_view state) {
    for (const auto& row : rows) {
        if (row.type == type && row.state == state)
            return row.standing;
    }
    return Standing::Usable;
}

}  // namespace inland::deploy
