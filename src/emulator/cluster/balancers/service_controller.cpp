// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/service_controller.h"

#include "emulator/cluster/balancers/attempts.h"
#include "emulator/cluster/balancers/in_tree.h"
#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view finalizer = "service.kubernetes.io/load-balancer-cleanup";
/// How often it looks whether a balancer that it has deleted is gone.
constexpr Duration look_again = std::chrono::seconds(10);

const ResourceType& services() {
    static const auto& type = type_of("", "services");
    return type;
}

void change_service(Objects& objects, const BalancedService& service,
                    const std::function<void(json::object&)>& change) {
    objects.change(services(), namespace_of(service.object()), name_of(service.object()), change);
}

void note(Objects& objects, const BalancedService& service, std::string_view type,
          std::string_view reason, std::string message) {
    record_event(objects, service.object(),
                 {type, reason, std::move(message), "service-controller"});
}

AwsCalls calls_of(const Objects& objects) {
    const auto* cluster = objects.world().store().find(objects.cluster());
    return {objects.world(), objects.cluster().scope,
            cluster == nullptr ? "" : string_or_empty(*cluster, "roleArn")};
}

void add_finalizer(Objects& objects, const BalancedService& service) {
    if (!service.has_finalizer(finalizer))
        change_service(objects, service, [](json::object& stored) {
            list_in(metadata_in(stored), "finalizers").push_back(json::string(finalizer));
        });
}

void show_address(Objects& objects, const BalancedService& service, const std::string& host) {
    change_service(objects, service, [&](json::object& stored) {
        object_in(stored, "status")["loadBalancer"] =
            json::object{{"ingress", json::array{json::object{{"hostname", host}}}}};
    });
}

/// Whether its status tells of one.
bool has_balancer(const BalancedService& service) {
    return !find_array(service.object(), "status.loadBalancer.ingress").empty();
}

Result<std::string> ensure_in_tree(const InTreeJob& job) {
    TRY_VOID(check_in_tree(job.service));
    return is_network_balancer(job.service) ? ensure_network(job) : ensure_classic(job);
}

std::string names_of(const std::vector<NodeMachine>& nodes) {
    std::vector<std::string> names;
    for (const auto& node : nodes)
        names.push_back(node.node);
    return fmt::format("{}", fmt::join(names, " "));
}

Result<std::string> ensured(Objects& objects, const InTreeJob& job) {
    note(objects, job.service, "Normal", "EnsuringLoadBalancer", "Ensuring load balancer");
    add_finalizer(objects, job.service);
    if (is_left_to_others(job.service))
        return std::string();
    if (job.nodes.empty())
        note(objects, job.service, "Warning", "UnAvailableLoadBalancer",
             "There are no available nodes for LoadBalancer");
    return ensure_in_tree(job);
}

void sync_service(Objects& objects, const InTreeJob& job, const Subject& subject) {
    const auto& service = job.service;
    const auto inputs = service.inputs();
    const auto host = ensured(objects, job);
    if (!host) {
        note(objects, service, "Warning", "SyncLoadBalancerFailed",
             "Error syncing load balancer: failed to ensure load balancer: " +
                 aws_text(host.error()));
        return plan_retry(objects, subject, inputs);
    }
    note_dealt_with(objects, subject, inputs);
    if (host->empty())
        return;
    show_address(objects, service, *host);
    note(objects, service, "Normal", "EnsuredLoadBalancer", "Ensured load balancer");
}

/// Other nodes are told to a balancer that is there; one that somebody has deleted stays away until
/// the Service itself changes.
Result<void> update_nodes(const InTreeJob& job) {
    const bool is_there =
        TRY(is_network_balancer(job.service) ? has_network(job) : has_classic(job));
    if (!is_there)
        return failure(ErrorKind::NotFound, "Load balancer not found");
    static_cast<void>(TRY(ensure_in_tree(job)));
    return {};
}

void sync_nodes(Objects& objects, const InTreeJob& job) {
    if (is_left_to_others(job.service))
        return;
    if (const auto updated = update_nodes(job); !updated)
        note(objects, job.service, "Warning", "UpdateLoadBalancerFailed",
             fmt::format("Error updating load balancer with new hosts [{}]: {}",
                         names_of(job.nodes), aws_text(updated.error())));
    else
        note(objects, job.service, "Normal", "UpdatedLoadBalancer",
             "Updated load balancer with new hosts");
}

void sync(Objects& objects, const InTreeJob& job) {
    const Subject subject{"service", job.service.uid()};
    const Subject hosts{"service-hosts", job.service.uid()};
    const bool is_known = is_dealt_with(objects, subject, job.service.inputs());
    if (is_known && is_dealt_with(objects, hosts, names_of(job.nodes)))
        return;
    note_dealt_with(objects, hosts, names_of(job.nodes));
    if (is_known && has_balancer(job.service))
        sync_nodes(objects, job);
    else if (!is_known)
        sync_service(objects, job, subject);
}

Result<Removal> removed(Objects& objects, const InTreeJob& job) {
    if (is_left_to_others(job.service))
        return Removal::Done;
    return is_network_balancer(job.service) ? remove_network(job) : remove_classic(objects, job);
}

void let_go(Objects& objects, const BalancedService& service) {
    note(objects, service, "Normal", "DeletedLoadBalancer", "Deleted load balancer");
    for (const auto* controller : {"service", "service-hosts"})
        forget(objects, {controller, service.uid()});
    change_service(objects, service, [](json::object& stored) {
        object_in(stored, "status")["loadBalancer"] = json::object();
        auto& finalizers = list_in(metadata_in(stored), "finalizers");
        finalizers.erase(std::remove(finalizers.begin(), finalizers.end(), json::value(finalizer)),
                         finalizers.end());
    });
}

void clean_up(Objects& objects, const InTreeJob& job) {
    const Subject subject{"service", job.service.uid()};
    const auto inputs = job.service.inputs() + " clean-up";
    if (is_dealt_with(objects, subject, inputs))
        return;
    note(objects, job.service, "Normal", "DeletingLoadBalancer", "Deleting load balancer");
    const auto removal = removed(objects, job);
    if (!removal) {
        note(objects, job.service, "Warning", "SyncLoadBalancerFailed",
             "Error syncing load balancer: failed to delete load balancer: " +
                 aws_text(removal.error()));
        return plan_retry(objects, subject, inputs);
    }
    if (*removal == Removal::Waiting)
        return plan_look(objects, subject, inputs, look_again);
    let_go(objects, job.service);
}

}  // namespace

void reconcile_services(Objects& objects) {
    for (const auto& object : all_objects(objects, services())) {
        const BalancedService service(object);
        const bool is_wanted = service.wants_balancer() && service.load_balancer_class().empty() &&
                               !service.is_being_deleted();
        if (!is_wanted && !service.has_finalizer(finalizer))
            continue;
        const auto calls = calls_of(objects);
        const InTreeJob job{calls, objects, service, target_nodes(objects)};
        if (is_wanted)
            sync(objects, job);
        else
            clean_up(objects, job);
    }
}

}  // namespace inland::emulator::cluster
