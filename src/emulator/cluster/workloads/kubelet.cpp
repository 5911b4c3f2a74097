// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/kubelet.h"

#include "emulator/cluster/workloads/container_status.h"
#include "emulator/cluster/workloads/controllers.h"
#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/image_pull.h"
#include "emulator/cluster/workloads/mounts.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/cluster/workloads/pod_addresses.h"
#include "emulator/cluster/workloads/pod_completion.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view pull_event = "kubelet:pull";
/// How long an image of a few megabytes takes inside a Region.
constexpr Duration pull_takes = std::chrono::seconds(4);
/// kubelet's image back-off: 10 s, doubled up to 5 min (pkg/kubelet/images).
constexpr Duration first_back_off = std::chrono::seconds(10);
constexpr Duration longest_back_off = std::chrono::minutes(5);

const ResourceType& pods() {
    static const auto& type = type_of("", "pods");
    return type;
}

/// One pod on its way to running. It is known by its uid: another of its name is another.
struct Start {
    std::string name_space, name, uid;
    int attempt = 0;
};

json::object payload_of(const RecordKey& cluster, const Start& start) {
    return {{"account", cluster.scope.account},
            {"region", cluster.scope.region},
            {"cluster", cluster.id},
            {"namespace", start.name_space},
            {"name", start.name},
            {"uid", start.uid},
            {"attempt", start.attempt}};
}

Duration back_off(int attempt) {
    auto wait = first_back_off;
    for (int i = 1; i < attempt && wait < longest_back_off; ++i)
        wait *= 2;
    return std::min(wait, longest_back_off);
}

void plan(Objects& objects, Start start, Duration delay) {
    // A pod that cannot start tries for ever: no reason for time to jump there.
    const auto jump = start.attempt == 0 ? Jump::Yes : Jump::No;
    objects.world().after(delay, pull_event, payload_of(objects.cluster(), start), jump);
}

void try_again(Objects& objects, Start start) {
    ++start.attempt;
    const auto wait = back_off(start.attempt);
    plan(objects, std::move(start), wait);
}

/// What kubelet says where the CNI has no address left.
std::string no_address(const Start& start) {
    return fmt::format(
        "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to "
        "setup network for sandbox \"{}\": plugin type=\"aws-cni\" "
        "name=\"aws-cni\" failed (add): add cmd: failed to assign an IP address "
        "to container",
        start.uid);
}

std::vector<std::string> images_of(const json::object& pod) {
    std::vector<std::string> images;
    for (const auto* list : {"spec.initContainers", "spec.containers"})
        for (const auto& container : find_array(pod, list))
            images.push_back(string_or_empty(container, "image"));
    return images;
}

/// The first image that cannot be had, with what containerd says.
std::optional<std::pair<std::string, std::string>> first_failure(World& world,
                                                                 const RecordKey& instance,
                                                                 const json::object& pod) {
    for (const auto& image : images_of(pod))
        if (auto result = pull_image(world, instance, image); !result.pulled)
            return std::pair(image, std::move(result.message));
    return std::nullopt;
}

void change_pod(Objects& objects, const json::object& pod,
                const std::function<void(json::object&)>& change) {
    objects.change(pods(), namespace_of(pod), name_of(pod), change);
}

void note(Objects& objects, const json::object& pod, std::string_view type, std::string_view reason,
          std::string message) {
    record_event(
        objects, pod,
        {type, reason, std::move(message), "kubelet", string_or_empty(pod, "spec.nodeName")});
}

void fail(Objects& objects, const json::object& pod, Start start,
          const std::pair<std::string, std::string>& failure) {
    const auto now = objects.world().now();
    const auto& [image, words] = failure;
    const bool first = start.attempt == 0;
    const auto message =
        first ? words
              : fmt::format("Back-off pulling image \"{}\": ErrImagePull: {}", image, words);
    change_pod(objects, pod, [&](json::object& stored) {
        set_waiting(stored, first ? "ErrImagePull" : "ImagePullBackOff", message, now);
    });
    note(objects, pod, "Warning", "Failed",
         fmt::format("Failed to pull image \"{}\": {}", image, words));
    note(objects, pod, "Normal", "BackOff", fmt::format("Back-off pulling image \"{}\"", image));
    try_again(objects, std::move(start));
}

void run(Objects& objects, const json::object& pod, const std::string& address, bool ready) {
    const auto now = objects.world().now();
    for (const auto& image : images_of(pod))
        note(objects, pod, "Normal", "Pulled",
             fmt::format("Successfully pulled image \"{}\"", image));
    change_pod(objects, pod, [&](json::object& stored) {
        auto& status = object_in(stored, "status");
        status["podIP"] = address;
        status["podIPs"] = json::array{json::object{{"ip", address}}};
        if (ready)
            set_running(stored, now);
        else
            set_running_unready(stored, now);
    });
    if (ready)
        plan_completion(objects, pod);
    for (const auto& container : find_array(pod, "spec.containers"))
        note(objects, pod, "Normal", "Started",
             fmt::format("Started container {}", string_or_empty(container, "name")));
}

/// aws-node is what makes a node's network ready; it must reach EC2 for that.
bool is_network_plugin(const json::object& pod) {
    return has_label(pod, "k8s-app", "aws-node");
}

void try_to_run(Objects& objects, const json::object& pod, Start start) {
    auto& world = objects.world();
    const auto node = string_or_empty(pod, "spec.nodeName");
    const auto instance = instance_of_node(objects, node);
    if (!instance)
        return;
    if (auto missing = missing_mount(objects, pod)) {
        note(objects, pod, "Warning", "FailedMount", *std::move(missing));
        return try_again(objects, std::move(start));
    }
    const auto address = address_of_pod(objects, pod);
    if (!address) {
        note(objects, pod, "Warning", "FailedCreatePodSandBox", no_address(start));
        return try_again(objects, std::move(start));
    }
    if (const auto failure = first_failure(world, *instance, pod))
        return fail(objects, pod, std::move(start), *failure);
    const bool ready = !is_network_plugin(pod) || can_give_addresses(world, *instance);
    run(objects, pod, *address, ready);
    if (!ready)
        try_again(objects, std::move(start));
    else if (is_network_plugin(pod))
        set_node_ready(objects, node);
}

void on_pull(World& world, const json::object& payload) {
    Objects objects(world,
                    {{string_or_empty(payload, "account"), string_or_empty(payload, "region")},
                     "eks:cluster",
                     string_or_empty(payload, "cluster")});
    Start start{string_or_empty(payload, "namespace"), string_or_empty(payload, "name"),
                string_or_empty(payload, "uid"),
                static_cast<int>(find_int(payload, "attempt").value_or(0))};
    const auto* stored = objects.find(pods(), start.name_space, start.name);
    if (stored == nullptr || string_or_empty(*stored, "metadata.uid") != start.uid ||
        is_ready(*stored) || is_finished(*stored))
        return;
    try_to_run(objects, json::object(*stored), std::move(start));
    reconcile(objects);
}

Start start_of(const json::object& pod) {
    return {namespace_of(pod), name_of(pod), string_or_empty(pod, "metadata.uid")};
}

void begin(Objects& objects, const json::object& pod) {
    const auto now = objects.world().now();
    const auto host = address_of_node(objects, string_or_empty(pod, "spec.nodeName"));
    change_pod(objects, pod, [&](json::object& stored) {
        auto& status = object_in(stored, "status");
        status["startTime"] = iso8601(now);
        status["hostIP"] = host;
        status["hostIPs"] = json::array{json::object{{"ip", host}}};
        set_condition(stored, {{"type", "PodScheduled"}, {"status", "True"}}, now);
        const bool has_init = !find_array(stored, "spec.initContainers").empty();
        set_waiting(stored, has_init ? "PodInitializing" : "ContainerCreating", "", now);
    });
    for (const auto& image : images_of(pod))
        note(objects, pod, "Normal", "Pulling", fmt::format("Pulling image \"{}\"", image));
    plan(objects, start_of(pod), pull_takes);
}

}  // namespace

void start_new_pods(Objects& objects) {
    std::vector<json::object> started;
    for (const auto* pod : objects.list(pods()))
        if (!string_or_empty(*pod, "spec.nodeName").empty() &&
            find(*pod, "status.startTime") == nullptr)
            started.push_back(*pod);
    for (const auto& pod : started)
        begin(objects, pod);
}

void retry_pods(Objects& objects, std::string_view node) {
    std::vector<json::object> waiting;
    for (const auto* pod : objects.list(pods()))
        if (string_or_empty(*pod, "spec.nodeName") == node && !is_ready(*pod) &&
            !is_finished(*pod) && find(*pod, "status.startTime") != nullptr)
            waiting.push_back(*pod);
    for (const auto& pod : waiting)
        plan(objects, start_of(pod), Duration::zero());
}

void register_pod_events(Scheduler& scheduler) {
    scheduler.on(std::string(pull_event), on_pull);
    register_completion_events(scheduler);
}

}  // namespace inland::emulator::cluster
