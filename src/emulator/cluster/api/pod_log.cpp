// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/pod_actions.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/api/writing.h"
#include "emulator/cluster/autoscaler/journal.h"
#include "emulator/cluster/pod_command.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::cluster {

namespace {

std::vector<std::string> container_names(const json::object& pod) {
    std::vector<std::string> names;
    for (const auto* list : {"spec.containers", "spec.initContainers"})
        for (const auto& container : find_array(pod, list))
            names.push_back(string_or_empty(container, "name"));
    return names;
}

/// The container that is asked for; a pod's only one need not be named.
Result<std::string> container_asked(const ApiCall& call, const json::object& pod) {
    const auto names = container_names(pod);
    const auto asked = call.query.text("container");
    if (asked.empty() && names.size() == 1)
        return names.front();
    if (asked.empty())
        return std::unexpected(bad_request(
            fmt::format("a container name must be specified for pod {}, choose one of: [{}]",
                        name_of(pod), fmt::join(names, " "))));
    if (std::ranges::find(names, asked) == names.end())
        return std::unexpected(
            bad_request(fmt::format("container {} is not valid for pod {}", asked, name_of(pod))));
    return asked;
}

const json::object& container_named(const json::object& pod, const std::string& name) {
    static const json::object nothing;
    for (const auto* list : {"spec.containers", "spec.initContainers"})
        for (const auto& container : find_array(pod, list))
            if (find_string(container, "name") == name && container.is_object())
                return container.get_object();
    return nothing;
}

const json::object& status_of(const json::object& pod, const std::string& container) {
    static const json::object nothing;
    for (const auto* list : {"status.containerStatuses", "status.initContainerStatuses"})
        for (const auto& status : find_array(pod, list))
            if (find_string(status, "name") == container && status.is_object())
                return status.get_object();
    return nothing;
}

Result<void> check_started(const json::object& pod, const std::string& container,
                           const json::object& status) {
    const auto& state = find_object(status, "state");
    // Of a container that waits to be started again, the kubelet has what it said before.
    if (state.contains("running") || state.contains("terminated") ||
        find_object(status, "lastState").contains("terminated"))
        return {};
    const auto reason = string_or_empty(state, "waiting.reason");
    const bool is_image = reason == "ErrImagePull" || reason == "ImagePullBackOff";
    return std::unexpected(bad_request(fmt::format(
        "container \"{}\" in pod \"{}\" is waiting to start: {}", container, name_of(pod),
        is_image         ? "trying and failing to pull image"
        : reason.empty() ? "ContainerCreating"
                         : reason)));
}

std::vector<std::string> lines_of(const ApiCall& call, const json::object& pod,
                                  const std::string& container, const json::object& status) {
    std::vector<std::string> lines{
        fmt::format("{} started in {}/{}", container, namespace_of(pod), name_of(pod)),
        fmt::format("image {}", string_or_empty(status, "image"))};
    if (const auto address = string_or_empty(pod, "status.podIP"); !address.empty())
        lines.push_back(fmt::format("address {}", address));
    std::ranges::copy(output_of_command(call.objects.world(), call.objects.cluster(), pod,
                                        container_named(pod, container)),
                      std::back_inserter(lines));
    if (find_object(status, "state").contains("terminated"))
        lines.emplace_back("done");
    return lines;
}

std::string started_at(const json::object& status) {
    for (const auto* path : {"state.running.startedAt", "state.terminated.startedAt"})
        if (auto time = string_or_empty(status, path); !time.empty())
            return time;
    return {};
}

}  // namespace

Result<ApiAnswer> answer_log(const ApiCall& call) {
    const json::object pod =
        *TRY(stored_object(call));  // a command that is carried out changes records
    const auto container = TRY(container_asked(call, pod));
    const auto& status = status_of(pod, container);
    TRY_VOID(check_started(pod, container, status));
    auto lines = autoscaler::autoscaler_log(call.objects, pod)
                     .value_or(lines_of(call, pod, container, status));
    const auto tail = call.query.number("tailLines");
    if (tail && *tail >= 0 && static_cast<std::size_t>(*tail) < lines.size())
        lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(*tail));
    const auto prefix = call.query.flag("timestamps") ? started_at(status) + " " : std::string{};
    ApiAnswer answer;
    answer.text.emplace();
    for (const auto& line : lines)
        *answer.text += prefix + line + "\n";
    return answer;
}

}  // namespace inland::emulator::cluster
