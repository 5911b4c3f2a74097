// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/known_webhooks.h"

#include "emulator/services/members.h"

#include <array>

namespace inland::emulator::cluster {

namespace {

/// aws-load-balancer-controller, webhooks/core/service_mutator.go: Services that name no class
/// become its own.
void give_class(json::object& service) {
    if (string_or_empty(service, "spec.type") == "LoadBalancer" &&
        string_or_empty(service, "spec.loadBalancerClass").empty())
        object_in(service, "spec")["loadBalancerClass"] = "service.k8s.aws/nlb";
}

struct WebhookRow {
    std::string_view path;
    void (*mutate)(json::object& object);
};
constexpr std::array webhooks{WebhookRow{"/mutate-v1-service", give_class}};

}  // namespace

void mutate_as(std::string_view path, json::object& object) {
    for (const auto& row : webhooks)
        if (row.path == path)
            row.mutate(object);
}

}  // namespace inland::emulator::cluster
