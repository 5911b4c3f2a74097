// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/controllers.h"

#include "emulator/cluster/api/role_bindings.h"
#include "emulator/cluster/autoscaler/loop.h"
#include "emulator/cluster/balancers/ingress_controller.h"
#include "emulator/cluster/balancers/load_balancer_controller.h"
#include "emulator/cluster/balancers/nginx_ingress.h"
#include "emulator/cluster/balancers/service_controller.h"
#include "emulator/cluster/workloads/addon_workloads.h"
#include "emulator/cluster/workloads/daemon_sets.h"
#include "emulator/cluster/workloads/deployments.h"
#include "emulator/cluster/workloads/disruption_budgets.h"
#include "emulator/cluster/workloads/endpoints.h"
#include "emulator/cluster/workloads/jobs.h"
#include "emulator/cluster/workloads/kubelet.h"
#include "emulator/cluster/workloads/node_taints.h"
#include "emulator/cluster/workloads/pod_scheduler.h"
#include "emulator/cluster/workloads/replica_sets.h"
#include "emulator/cluster/workloads/stateful_sets.h"

#include <array>

namespace inland::emulator::cluster {

namespace {

/// In the order in which one makes work for the next.
constexpr std::array controllers{aggregate_roles,
                                 taint_unschedulable_nodes,
                                 reconcile_daemon_sets,
                                 reconcile_deployments,
                                 reconcile_replica_sets,
                                 reconcile_stateful_sets,
                                 reconcile_jobs,
                                 schedule_pods,
                                 start_new_pods,
                                 report_deployments,
                                 reconcile_endpoints,
                                 reconcile_disruption_budgets,
                                 reconcile_services,
                                 reconcile_controlled_services,
                                 reconcile_load_balanced_ingresses,
                                 reconcile_nginx_ingresses};

/// More turns than a rollout of instant steps takes; then something would go in circles.
constexpr int most_turns = 100;

}  // namespace

void reconcile(Objects objects) {
    for (int turn = 0; turn < most_turns; ++turn) {
        const auto before = objects.version();
        for (const auto controller : controllers)
            controller(objects);
        if (objects.version() == before)
            break;
    }
    report_addons(objects);
    autoscaler::expect_turn(objects);
}

}  // namespace inland::emulator::cluster
