// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/nginx_ingress.h"

#include "emulator/cluster/attempt.h"
#include "emulator/cluster/balancers/controller_targets.h"
#include "emulator/cluster/balancers/ingress.h"
#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <tuple>

#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view own_controller = "k8s.io/ingress-nginx";
constexpr std::string_view publish_flag = "--publish-service=";

const json::object* controller_pod(const Objects& objects) {
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (has_label(*pod, "app.kubernetes.io/name", "ingress-nginx") && is_ready(*pod))
            return pod;
    return nullptr;
}

/// "ingress-nginx/ingress-nginx-controller".
std::string published_service(const json::object& pod) {
    for (const auto& argument : find_array(pod, "spec.containers.0.args")) {
        const auto text = argument.is_string() ? std::string(argument.get_string()) : "";
        if (text.starts_with(publish_flag))
            return boost::replace_all_copy(text.substr(publish_flag.size()), "$(POD_NAMESPACE)",
                                           namespace_of(pod));
    }
    return {};
}

json::array published_address(const Objects& objects, const json::object& pod) {
    const auto name = published_service(pod);
    const auto slash = std::min(name.find('/'), name.size());
    const auto* service = objects.find(type_of("", "services"), name.substr(0, slash),
                                       name.substr(std::min(slash + 1, name.size())));
    return service == nullptr ? json::array() : find_array(*service, "status.loadBalancer.ingress");
}

bool fits_host(const std::string& rule, std::string_view host) {
    if (rule.starts_with("*."))
        return boost::iends_with(host, rule.substr(1)) &&
               host.substr(0, host.size() - rule.size() + 1).find('.') == std::string_view::npos;
    return rule.empty() || boost::iequals(rule, host);
}

bool fits_path(const IngressPath& rule, std::string_view path) {
    if (rule.type == "Exact")
        return rule.path == path;
    const auto prefix =
        rule.path.ends_with('/') ? rule.path.substr(0, rule.path.size() - 1) : rule.path;
    return path == prefix || path.starts_with(prefix + "/");
}

/// A host's own server outranks a wildcard's, and that the one for all; then exact paths, then
/// longer ones.
std::tuple<bool, bool, bool, std::size_t> rank_of(const IngressPath& rule) {
    return {!rule.host.empty(), !rule.host.starts_with("*."), rule.type == "Exact",
            rule.path.size()};
}

struct Choice {
    std::string name_space;
    IngressPath path;
};

std::optional<Choice> chosen_path(const Objects& objects, std::string_view host,
                                  std::string_view path) {
    std::optional<Choice> best;
    for (const auto* object : objects.list(ingress_type())) {
        if (controller_of_ingress(objects, *object) != own_controller)
            continue;
        const Ingress ingress(*object);
        auto paths = ingress.paths();
        if (const auto otherwise = ingress.default_backend())
            paths.push_back(*otherwise);
        for (const auto& rule : paths)
            if (fits_host(rule.host, host) && fits_path(rule, path) &&
                (!best || rank_of(best->path) < rank_of(rule)))
                best = Choice{ingress.name_space(), rule};
    }
    return best;
}

std::size_t port_index(const json::object& service, const std::string& port) {
    const auto& ports = find_array(service, "spec.ports");
    for (std::size_t index = 0; index < ports.size(); ++index)
        if (string_or_empty(ports[index], "name") == port ||
            fmt::format("{}", find_int(ports[index], "port").value_or(0)) == port)
            return index;
    return ports.size();
}

std::string pod_at(const Objects& objects, const std::string& address) {
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (find_string(*pod, "status.podIP") == address)
            return fmt::format("pod/{}/{}", namespace_of(*pod), name_of(*pod));
    return address;
}

/// Pods that are ready listen at their Services' ports, whatever else they refuse.
bool is_reached(const Objects& objects, const std::string& from, const PodTarget& pod) {
    const auto attempt =
        connect_as(objects.world(), from, pod.address, static_cast<std::uint16_t>(pod.port));
    return attempt.end == AttemptEnd::Connected || attempt.end == AttemptEnd::Refused;
}

NginxAnswer handed_on(const Objects& objects, const std::string& from, const Choice& choice) {
    constexpr int unavailable = 503;
    constexpr int timed_out = 504;
    const auto* service =
        objects.find(type_of("", "services"), choice.name_space, choice.path.service);
    const auto pods = service == nullptr
                          ? std::vector<PodTarget>()
                          : pods_behind(objects, *service, port_index(*service, choice.path.port));
    if (pods.empty())
        return {unavailable, {}};
    for (const auto& pod : pods)
        if (is_reached(objects, from, pod))
            return {200, pod_at(objects, pod.address)};
    return {timed_out, {}};
}

bool is_own_pod(const Objects& objects, const std::string& name) {
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (name == fmt::format("pod/{}/{}", namespace_of(*pod), name_of(*pod)))
            return has_label(*pod, "app.kubernetes.io/name", "ingress-nginx");
    return false;
}

}  // namespace

void reconcile_nginx_ingresses(Objects& objects) {
    const auto* pod = controller_pod(objects);
    if (pod == nullptr)
        return;
    const auto address = published_address(objects, *pod);
    for (const auto& object : all_objects(objects, ingress_type())) {
        if (controller_of_ingress(objects, object) != own_controller ||
            find_array(object, "status.loadBalancer.ingress") == address)
            continue;
        show_ingress_address(objects, object, address);
        record_event(objects, object,
                     {"Normal", "Sync", "Scheduled for sync", "nginx-ingress-controller"});
    }
}

std::optional<NginxAnswer> nginx_answer(const Objects& objects, const std::string& pod,
                                        std::string_view host, std::string_view path) {
    constexpr int not_found = 404;
    if (!is_own_pod(objects, pod))
        return std::nullopt;
    const auto choice = chosen_path(objects, host, path);
    return choice ? handed_on(objects, pod, *choice) : NginxAnswer{not_found, {}};
}

}  // namespace inland::emulator::cluster
