// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/controllers.h"

#include "emulator/cluster/workloads/addon_workloads.h"
#include "emulator/cluster/workloads/daemon_sets.h"
#include "emulator/cluster/workloads/deployments.h"
#include "emulator/cluster/workloads/endpoints.h"
#include "emulator/cluster/workloads/kubelet.h"
#include "emulator/cluster/workloads/pod_scheduler.h"

namespace inland::emulator::cluster {

void reconcile(Objects objects) {
    reconcile_daemon_sets(objects);
    reconcile_deployments(objects);
    schedule_pods(objects);
    start_new_pods(objects);
    reconcile_endpoints(objects);
    report_addons(objects);
}

}  // namespace inland::emulator::cluster
