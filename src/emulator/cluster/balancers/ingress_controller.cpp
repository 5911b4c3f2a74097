// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/ingress_controller.h"

#include "emulator/cluster/balancers/attempts.h"
#include "emulator/cluster/balancers/cluster_network.h"
#include "emulator/cluster/balancers/controller_subnets.h"
#include "emulator/cluster/balancers/ingress.h"
#include "emulator/cluster/balancers/ingress_deployment.h"
#include "emulator/cluster/workloads/events.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr Duration look_again = std::chrono::seconds(10);
constexpr std::size_t least_subnets = 2;

Subject subject_of(const IngressJob& job) {
    return {"ingress-group", job.group.id};
}

/// All that the controller looks at for the group: its Ingresses, their classes, the Services of
/// their namespaces with their pods, and the nodes.
std::string inputs_of(const IngressJob& job) {
    std::string text;
    for (const auto& member : job.group.members) {
        text += fmt::format("{} {} {}", Ingress(member).name(), Ingress(member).inputs(),
                            json::serialize(class_parameters_of(job.objects, member)));
        for (const auto* service : job.objects.list(type_of("", "services"), namespace_of(member)))
            text += json::serialize(find_object(*service, "spec"));
        for (const auto* slice :
             job.objects.list(type_of("discovery.k8s.io", "endpointslices"), namespace_of(member)))
            for (const auto& endpoint : find_array(*slice, "endpoints"))
                text += json::serialize(find_array(endpoint, "addresses"));
    }
    for (const auto& member : job.group.leaving)
        text += " without " + Ingress(member).name();
    for (const auto& node : target_nodes(job.objects))
        text += " " + node.instance_id;
    return text;
}

void note(Objects& objects, const IngressGroup& group, std::string_view type,
          std::string_view reason, const std::string& message) {
    for (const auto& member : group.members.empty() ? group.leaving : group.members)
        record_event(objects, member, {type, reason, message, "ingress"});
}

void change_ingress(Objects& objects, const json::object& ingress,
                    const std::function<void(json::object&)>& change) {
    objects.change(ingress_type(), namespace_of(ingress), name_of(ingress), change);
}

void add_finalizers(Objects& objects, const IngressGroup& group) {
    for (const auto& member : group.members)
        change_ingress(objects, member, [&](json::object& stored) {
            auto& finalizers = list_in(metadata_in(stored), "finalizers");
            if (!contains(finalizers, group.finalizer))
                finalizers.push_back(json::string(group.finalizer));
        });
}

void let_go(Objects& objects, const IngressGroup& group) {
    for (const auto& member : group.leaving)
        change_ingress(objects, member, [&](json::object& stored) {
            auto& finalizers = list_in(metadata_in(stored), "finalizers");
            const json::value own(group.finalizer);
            finalizers.erase(std::remove(finalizers.begin(), finalizers.end(), own),
                             finalizers.end());
            object_in(stored, "status")["loadBalancer"] = json::object();
        });
}

Result<std::vector<std::string>> subnets_of(const IngressJob& job, const IngressModel& model) {
    if (!model.subnets.empty())
        return model.subnets;
    auto subnets = controller_subnets(job.pod.calls, job.objects, model.scheme);
    if (!subnets)
        return failure(ErrorKind::Failed,
                       "couldn't auto-discover subnets: " + aws_text(subnets.error()));
    if (subnets->size() < least_subnets)
        return failure(ErrorKind::Failed,
                       fmt::format("couldn't auto-discover subnets: subnets count less than "
                                   "minimal required count: {} < {}",
                                   subnets->size(), least_subnets));
    return subnets;
}

struct Built {
    IngressModel model;
    std::vector<std::string> subnets;
};

Result<Built> built(const IngressJob& job) {
    Built all;
    TRY_VOID(reach_apis(job.objects, job.pod));
    all.model = TRY(build_ingress_model(job));
    all.subnets = TRY(subnets_of(job, all.model));
    return all;
}

struct Failure {
    std::string_view reason;
    std::string text;
};

std::expected<DeployedIngress, Failure> deployed(const IngressJob& job, const std::string& rules) {
    const auto plan = built(job);
    if (!plan)
        return std::unexpected(
            Failure{"FailedBuildModel", "Failed build model due to " + aws_text(plan.error())});
    auto made = deploy_ingress_model(job, plan->model, plan->subnets, rules);
    if (!made)
        return std::unexpected(
            Failure{"FailedDeployModel", "Failed deploy model due to " + aws_text(made.error())});
    return *std::move(made);
}

void sync(Objects& objects, const IngressJob& job) {
    const auto subject = subject_of(job);
    const auto inputs = inputs_of(job);
    if (is_dealt_with(objects, subject, inputs))
        return;
    add_finalizers(objects, job.group);
    const auto made = deployed(job, text_of(memory_of(objects, subject), "rules"));
    if (!made) {
        note(objects, job.group, "Warning", made.error().reason, made.error().text);
        return plan_retry(objects, subject, inputs);
    }
    for (const auto& member : job.group.members)
        show_ingress_address(objects, member, {json::object{{"hostname", made->host}}});
    let_go(objects, job.group);
    note(objects, job.group, "Normal", "SuccessfullyReconciled", "Successfully reconciled");
    remember(objects, subject, {{"rules", made->rules}});
    note_dealt_with(objects, subject, inputs);
}

void clean_up(Objects& objects, const IngressJob& job) {
    const auto subject = subject_of(job);
    const auto inputs = inputs_of(job) + " clean-up";
    if (is_dealt_with(objects, subject, inputs))
        return;
    const auto removed = remove_ingress_balancer(job);
    if (!removed) {
        note(objects, job.group, "Warning", "FailedDeployModel",
             "Failed deploy model due to " + aws_text(removed.error()));
        return plan_retry(objects, subject, inputs);
    }
    if (!*removed)
        return plan_look(objects, subject, inputs, look_again);
    forget(objects, subject);
    let_go(objects, job.group);
}

}  // namespace

void reconcile_load_balanced_ingresses(Objects& objects) {
    const auto pod = load_balancer_controller_pod(objects);
    if (!pod)
        return;
    for (const auto& group : ingress_groups(objects)) {
        const IngressJob job{objects, *pod, group};
        if (group.members.empty())
            clean_up(objects, job);
        else
            sync(objects, job);
    }
}

}  // namespace inland::emulator::cluster
