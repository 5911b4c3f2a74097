// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/load_balancer_controller.h"

#include "emulator/cluster/balancers/attempts.h"
#include "emulator/cluster/balancers/controlled_service.h"
#include "emulator/cluster/balancers/controller_pod.h"
#include "emulator/cluster/balancers/controller_subnets.h"
#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view own_class = "service.k8s.aws/nlb";
constexpr std::string_view finalizer = "service.k8s.aws/resources";
constexpr std::string_view attempt_name = "controlled-service";
constexpr Duration look_again = std::chrono::seconds(10);

const ResourceType& services() {
    static const auto& type = type_of("", "services");
    return type;
}

void note(Objects& objects, const BalancedService& service, std::string_view type,
          std::string_view reason, std::string message) {
    record_event(objects, service.object(), {type, reason, std::move(message), "service"});
}

void change_service(Objects& objects, const BalancedService& service,
                    const std::function<void(json::object&)>& change) {
    objects.change(services(), namespace_of(service.object()), name_of(service.object()), change);
}

std::string inputs_of(const ControlledJob& job) {
    auto text = job.service.inputs();
    for (const auto& node : job.nodes)
        text += " " + node.instance_id;
    for (std::size_t index = 0; index < job.service.ports().size(); ++index)
        for (const auto& pod : pod_targets(job, index))
            text += fmt::format(" {}:{}", pod.address, pod.port);
    return text;
}

struct Failure {
    std::string_view reason;  ///< "FailedBuildModel"
    std::string text;
};

std::expected<std::string, Failure> deployed(ControlledJob& job, const ControllerPod& pod) {
    const auto model = build_model(job.service);
    if (!model)
        return std::unexpected(
            Failure{"FailedBuildModel", "Failed build model due to " + aws_text(model.error())});
    job.model = *model;
    if (const auto reached = reach_apis(job.objects, pod); !reached)
        return std::unexpected(
            Failure{"FailedBuildModel", "Failed build model due to " + reached.error().message});
    const auto subnets = controller_subnets(job.calls, job.objects, job.model.scheme);
    if (!subnets)
        return std::unexpected(
            Failure{"FailedBuildModel", "Failed build model due to " + aws_text(subnets.error())});
    const auto host = deploy_model(job, *subnets);
    if (!host)
        return std::unexpected(
            Failure{"FailedDeployModel", "Failed deploy model due to " + aws_text(host.error())});
    return *host;
}

void add_finalizer(Objects& objects, const BalancedService& service) {
    if (!service.has_finalizer(finalizer))
        change_service(objects, service, [](json::object& stored) {
            list_in(metadata_in(stored), "finalizers").push_back(json::string(finalizer));
        });
}

void sync_controlled(Objects& objects, ControlledJob job, const ControllerPod& pod) {
    const Subject subject{attempt_name, job.service.uid()};
    const auto inputs = inputs_of(job);
    if (is_dealt_with(objects, subject, inputs))
        return;
    add_finalizer(objects, job.service);
    const auto host = deployed(job, pod);
    if (!host) {
        note(objects, job.service, "Warning", host.error().reason, host.error().text);
        return plan_retry(objects, subject, inputs);
    }
    change_service(objects, job.service, [&](json::object& stored) {
        object_in(stored, "status")["loadBalancer"] =
            json::object{{"ingress", json::array{json::object{{"hostname", *host}}}}};
    });
    note(objects, job.service, "Normal", "SuccessfullyReconciled", "Successfully reconciled");
    note_dealt_with(objects, subject, inputs);
}

void clean_up_controlled(Objects& objects, const ControlledJob& job) {
    const Subject subject{attempt_name, job.service.uid()};
    const auto inputs = job.service.inputs() + " clean-up";
    if (is_dealt_with(objects, subject, inputs))
        return;
    const auto removed = remove_controlled(job);
    if (!removed) {
        note(objects, job.service, "Warning", "FailedCleanup",
             "Failed cleanup due to " + aws_text(removed.error()));
        return plan_retry(objects, subject, inputs);
    }
    if (!*removed)
        return plan_look(objects, subject, inputs, look_again);
    forget(objects, subject);
    change_service(objects, job.service, [](json::object& stored) {
        object_in(stored, "status")["loadBalancer"] = json::object();
        auto& finalizers = list_in(metadata_in(stored), "finalizers");
        finalizers.erase(std::remove(finalizers.begin(), finalizers.end(), json::value(finalizer)),
                         finalizers.end());
    });
}

bool is_controlled(const BalancedService& service) {
    const auto type = service.annotation("type");
    const auto said = service.load_balancer_class();
    return said == own_class || (said.empty() && (type == "external" || type == "nlb-ip"));
}

}  // namespace

void reconcile_controlled_services(Objects& objects) {
    const auto pod = load_balancer_controller_pod(objects);
    if (!pod)
        return;
    for (const auto& object : all_objects(objects, services())) {
        const BalancedService service(object);
        const bool is_wanted =
            service.wants_balancer() && is_controlled(service) && !service.is_being_deleted();
        const ControlledJob job{pod->calls, objects, service, target_nodes(objects)};
        if (is_wanted)
            sync_controlled(objects, job, *pod);
        else if (service.has_finalizer(finalizer))
            clean_up_controlled(objects, job);
    }
}

void claim_service(const Objects& objects, json::object& service) {
    const BalancedService asked(service);
    if (asked.wants_balancer() && asked.load_balancer_class().empty() &&
        load_balancer_controller_pod(objects))
        object_in(service, "spec")["loadBalancerClass"] = own_class;
}

}  // namespace inland::emulator::cluster
