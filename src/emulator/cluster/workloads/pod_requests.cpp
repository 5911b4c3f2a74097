// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pod_requests.h"

#include "emulator/cluster/workloads/quantities.h"

#include <algorithm>

namespace inland::emulator::cluster {

Resources requests_of_pod(const json::object& pod) {
    Resources sum;
    for (const auto& container : find_array(pod, "spec.containers"))
        for (const auto& [name, amount] : find_object(container, "resources.requests"))
            sum[name] += milli_quantity_of(amount);
    for (const auto& container : find_array(pod, "spec.initContainers"))
        for (const auto& [name, amount] : find_object(container, "resources.requests")) {
            auto& own = sum[name];
            own = std::max(own, milli_quantity_of(amount));
        }
    return sum;
}

}  // namespace inland::emulator::cluster
