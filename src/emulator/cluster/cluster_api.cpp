// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/cluster_api.h"

#include "core/clock.h"
#include "emulator/cluster/api/api_server.h"
#include "emulator/cluster/api/authentication.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/api/watch.h"
#include "emulator/cluster/authority.h"
#include "emulator/cluster/autoscaler/loop.h"
#include "emulator/cluster/balancers/attempts.h"
#include "emulator/cluster/workloads/addon_workloads.h"
#include "emulator/cluster/workloads/controllers.h"
#include "emulator/cluster/workloads/kubelet.h"
#include "emulator/cluster/workloads/new_cluster.h"

#include <map>

namespace inland::emulator {

namespace {

/// Certificates are issued once a process: a certificate that changes with every connection would
/// be odd, and signing is not free.
struct IssuedIdentities {
    std::map<std::string, http::TlsIdentity> by_authority;
};

std::string host_of(std::string_view endpoint) {
    constexpr std::string_view scheme = "https://";
    return std::string(endpoint.starts_with(scheme) ? endpoint.substr(scheme.size()) : endpoint);
}

std::vector<std::string> server_names(const json::object& cluster) {
    return {host_of(string_or_empty(cluster, "endpoint")),
            "kubernetes",
            "kubernetes.default",
            "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local",
            cluster::api_service_address(cluster)};
}

Result<http::TlsIdentity> identity_of(World& world, const json::object& cluster) {
    auto& issued = world.part<IssuedIdentities>().by_authority;
    const auto authority = TRY(authority_of(cluster));
    const auto found = issued.find(authority.certificate_pem);
    if (found != issued.end())
        return found->second;
    auto identity = TRY(issue_server_certificate(authority, server_names(cluster)));
    return issued.emplace(authority.certificate_pem, std::move(identity)).first->second;
}

Result<cluster::User> authenticate_now(World& world, const RecordKey& cluster,
                                       const http::Request& request) {
    return cluster::authenticate(world, cluster, request, SystemClock().now());
}

}  // namespace

void cluster_active(World& world, const RecordKey& cluster) {
    cluster::make_first_objects(cluster::Objects(world, cluster));
    addon_changed(world, cluster);
}

void cluster_deleted(World& world, const RecordKey& cluster) {
    cluster::Objects(world, cluster).clear();
    cluster::forget_attempts(world, cluster);
}

void addon_changed(World& world, const RecordKey& cluster) {
    cluster::apply_addons(cluster::Objects(world, cluster));
    cluster::reconcile(cluster::Objects(world, cluster));
}

http::Handler kubernetes_handler(World& world, const RecordKey& cluster) {
    return cluster::api_server(world, cluster, authenticate_now);
}

Result<http::VirtualHost> kubernetes_host(World& world, const RecordKey& cluster) {
    const auto* record = world.store().find(cluster);
    if (record == nullptr)
        return failure(ErrorKind::NotFound, "the cluster is gone");
    return http::VirtualHost{TRY(identity_of(world, *record)), kubernetes_handler(world, cluster)};
}

void use_wall_timer(World& world, WallTimer timer) {
    world.part<cluster::Timer>().after = std::move(timer);
}

void register_kubernetes_events(Scheduler& scheduler) {
    cluster::register_pod_events(scheduler);
    cluster::register_attempt_events(scheduler);
    autoscaler::register_events(scheduler);
}

}  // namespace inland::emulator
