// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/balanced_service.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view prefix = "service.beta.kubernetes.io/aws-load-balancer-";

const json::value* annotation_value(const json::object& service, std::string_view suffix) {
    return find_object(service, "metadata.annotations")
        .if_contains(fmt::format("{}{}", prefix, suffix));
}

}  // namespace

std::string BalancedService::name() const {
    return fmt::format("{}/{}", namespace_of(service_), name_of(service_));
}

std::string BalancedService::uid() const {
    return string_or_empty(service_, "metadata.uid");
}

std::string BalancedService::annotation(std::string_view suffix) const {
    const auto* value = annotation_value(service_, suffix);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

bool BalancedService::has_annotation(std::string_view suffix) const {
    return annotation_value(service_, suffix) != nullptr;
}

bool BalancedService::wants_balancer() const {
    return string_or_empty(service_, "spec.type") == "LoadBalancer";
}

std::string BalancedService::load_balancer_class() const {
    return string_or_empty(service_, "spec.loadBalancerClass");
}

std::vector<BalancedPort> BalancedService::ports() const {
    std::vector<BalancedPort> ports;
    for (const auto& port : find_array(service_, "spec.ports"))
        ports.push_back({string_or_empty(port, "name"), string_or_empty(port, "protocol"),
                         find_int(port, "port").value_or(0),
                         find_int(port, "nodePort").value_or(0)});
    return ports;
}

std::vector<std::string> BalancedService::source_ranges() const {
    auto ranges = texts_of(find_object(service_, "spec"), "loadBalancerSourceRanges");
    if (ranges.empty())
        ranges.emplace_back("0.0.0.0/0");
    return ranges;
}

bool BalancedService::is_being_deleted() const {
    return find(service_, "metadata.deletionTimestamp") != nullptr;
}

bool BalancedService::has_finalizer(std::string_view finalizer) const {
    return contains(find_array(service_, "metadata.finalizers"), finalizer);
}

std::string BalancedService::default_balancer_name() const {
    constexpr std::size_t longest = 32;
    auto name = "a" + uid();
    std::erase(name, '-');
    return name.substr(0, longest);
}

std::string BalancedService::inputs() const {
    return fmt::format("{} {} {}", json::serialize(find_object(service_, "spec")),
                       json::serialize(find_object(service_, "metadata.annotations")),
                       is_being_deleted());
}

}  // namespace inland::emulator::cluster
