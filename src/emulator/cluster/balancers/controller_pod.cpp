// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/controller_pod.h"

#include "emulator/cluster/attempt.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/machine/observed_network.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view own_name = "aws-load-balancer-controller";
constexpr std::uint16_t https_port = 443;

/// Whose role the pod acts with: its service account's, else its machine's.
std::string role_of(const Objects& objects, const json::object& pod, const RecordKey& instance) {
    const auto account = string_or_empty(pod, "spec.serviceAccountName");
    if (const auto* found =
            objects.find(type_of("", "serviceaccounts"), namespace_of(pod), account))
        if (auto role = annotation_of(*found, "eks.amazonaws.com/role-arn"); !role.empty())
            return role;
    const auto& cluster = objects.cluster();
    for (const auto& [id, association] :
         objects.world().store().list(cluster.scope, kind::pod_identity))
        if (id.starts_with(cluster.id + "/") &&
            text_of(*association, "namespace") == namespace_of(pod) &&
            text_of(*association, "serviceAccount") == account)
            return text_of(*association, "roleArn");
    const auto* machine = objects.world().store().find(instance);
    return machine == nullptr ? "" : text_of(*machine, "_role_arn");
}

std::unexpected<Error> timed_out(std::string_view words, std::string_view api,
                                 const std::string& region) {
    return failure(ErrorKind::Failed,
                   fmt::format("operation error {}, exceeded maximum number of attempts, 3, https "
                               "response error StatusCode: 0, RequestID: , request send failed, "
                               "Post \"https://{}.{}.amazonaws.com/\": dial tcp: i/o timeout",
                               words, api, region));
}

std::vector<std::string> arguments_of(const json::object& pod) {
    std::vector<std::string> arguments;
    for (const auto& container : find_array(pod, "spec.containers"))
        for (const auto& argument : find_array(container, "args"))
            if (argument.is_string())
                arguments.emplace_back(argument.get_string());
    return arguments;
}

}  // namespace

std::optional<ControllerPod> load_balancer_controller_pod(const Objects& objects) {
    for (const auto* pod : objects.list(type_of("", "pods"))) {
        if (!has_label(*pod, "app.kubernetes.io/name", own_name) || !is_ready(*pod))
            continue;
        const auto instance = instance_of_node(objects, string_or_empty(*pod, "spec.nodeName"));
        if (!instance)
            return std::nullopt;
        return ControllerPod{.name = fmt::format("pod/{}/{}", namespace_of(*pod), name_of(*pod)),
                             .instance = *instance,
                             .calls = AwsCalls(objects.world(), objects.cluster().scope,
                                               role_of(objects, *pod, *instance)),
                             .arguments = arguments_of(*pod)};
    }
    return std::nullopt;
}

Result<void> reach_apis(const Objects& objects, const ControllerPod& pod) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> apis{
        {{"ec2", "EC2: DescribeSubnets"},
         {"elasticloadbalancing", "Elastic Load Balancing v2: DescribeLoadBalancers"}}};
    for (const auto& [api, words] : apis) {
        const auto verdict = prove_from_machine(objects.world(), pod.instance,
                                                fmt::format("addon.{}.{}", own_name, api));
        if (verdict.outcome != prove::Outcome::Holds)
            return timed_out(words, api, pod.instance.scope.region);
    }
    return {};
}

Result<void> reach_api(const Objects& objects, const ControllerPod& pod, std::string_view api,
                       std::string_view words) {
    const auto& region = pod.instance.scope.region;
    const auto attempt = connect_as(objects.world(), pod.name,
                                    fmt::format("{}.{}.amazonaws.com", api, region), https_port);
    if (attempt.end != AttemptEnd::Connected)
        return timed_out(words, api, region);
    return {};
}

}  // namespace inland::emulator::cluster
