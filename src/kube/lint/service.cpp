// SPDX-License-Identifier: Apache-2.0
// Services of type LoadBalancer, as each of the two controllers that may take them reads them:
// EKS's own (cloud-provider-aws) and the AWS Load Balancer Controller.
#include "kube/lint/checks.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::kube {

namespace {

using knowledge::Node;
using manifests::ObjectChange;
using manifests::RemoveAnnotation;
using manifests::SetAnnotation;

constexpr std::string_view prefix = "service.beta.kubernetes.io/aws-load-balancer-";

std::string full(std::string_view suffix) {
    return fmt::format("{}{}", prefix, suffix);
}

/// What both controllers read as internal.
std::vector<ObjectChange> make_internal() {
    return {SetAnnotation{full("internal"), "true"}, SetAnnotation{full("scheme"), "internal"}};
}

/// Go's strconv.ParseBool, which the AWS Load Balancer Controller reads booleans with.
std::optional<bool> parse_boolean(std::string_view text) {
    static constexpr auto yes =
        std::to_array<std::string_view>({"1", "t", "T", "true", "TRUE", "True"});
    static constexpr auto no =
        std::to_array<std::string_view>({"0", "f", "F", "false", "FALSE", "False"});
    if (std::ranges::find(yes, text) != yes.end())
        return true;
    if (std::ranges::find(no, text) != no.end())
        return false;
    return std::nullopt;
}

/// One Service as one controller reads it.
class Reading {
  public:
    explicit Reading(const Node& service) : service_(service) {}

    std::vector<Found> by_service_controller() {
        check_exposure();
        check_ports();
        if (text_at(service_, "spec.sessionAffinity") == "ClientIP")
            add("service-session-affinity", "spec.sessionAffinity", "sessionAffinity: ClientIP");
        if (!text_at(service_, "spec.loadBalancerIP").empty())
            add("service-load-balancer-ip", "spec.loadBalancerIP", "loadBalancerIP");
        check_proxy_protocol();
        check_node_ports();
        return std::move(found_);
    }

    std::vector<Found> by_load_balancer_controller() {
        check_scheme();
        check_proxy_protocol();
        const auto target = text("nlb-target-type");
        if (target != "ip" && text("type") != "nlb-ip")
            check_node_ports();
        return std::move(found_);
    }

    /// Nobody's, when that controller is not there.
    std::vector<Found> by_nobody() {
        const auto* const type = value("type");
        const auto* const shown =
            type != nullptr ? type : member(service_, "spec.loadBalancerClass");
        found_.push_back({.rule = "service-type-unserved",
                          .shown_by = shown,
                          .detail = fmt::format("{}: {}", shown->key, shown->text)});
        return std::move(found_);
    }

  private:
    [[nodiscard]] const Node* value(std::string_view suffix) const {
        return annotation(service_, full(suffix));
    }
    [[nodiscard]] std::string_view text(std::string_view suffix) const {
        return annotation_text(service_, full(suffix));
    }
    void add(std::string_view rule, std::string_view path, std::string detail) {
        found_.push_back({.rule = rule, .shown_by = member(service_, path), .detail = detail});
    }

    /// Anything but false, the oldest form 0.0.0.0/0 too, is internal.
    void check_exposure() {
        const auto* const internal = value("internal");
        if (internal != nullptr && !internal->text.empty() && internal->text != "false")
            return;
        const auto* const scheme = value("scheme");
        if (scheme != nullptr && scheme->text == "internal")
            found_.push_back({.rule = "service-scheme-unread",
                              .shown_by = scheme,
                              .detail = "only aws-load-balancer-scheme says internal",
                              .changes = make_internal()});
        else
            add_internet_facing(internal);
    }

    void add_internet_facing(const Node* said_by) {
        found_.push_back({.rule = "service-internet-facing",
                          .shown_by = said_by != nullptr ? said_by : member(service_, "spec.type"),
                          .detail = said_by != nullptr
                                        ? fmt::format("{}: {}", said_by->key, said_by->text)
                                        : "type: LoadBalancer, and nothing says internal",
                          .changes = make_internal()});
    }

    void check_scheme() {
        const auto* const scheme = value("scheme");
        if (scheme == nullptr)
            return check_old_scheme();
        if (scheme->text == "internet-facing")
            return add_internet_facing(scheme);
        if (scheme->text == "internal")
            return check_addresses();
        found_.push_back({.rule = "service-scheme-unknown",
                          .shown_by = scheme,
                          .detail = fmt::format("{}: {}", scheme->key, scheme->text),
                          .changes = make_internal()});
    }

    void check_old_scheme() {
        const auto* const internal = value("internal");
        const auto boolean =
            internal == nullptr ? std::optional(true) : parse_boolean(internal->text);
        if (boolean == false)
            return add_internet_facing(internal);
        if (boolean)
            return check_addresses();
        found_.push_back({.rule = "service-internal-not-boolean",
                          .shown_by = internal,
                          .detail = fmt::format("{}: {}", internal->key, internal->text),
                          .changes = make_internal()});
    }

    void check_addresses() {
        if (const auto* const addresses = value("eip-allocations"))
            found_.push_back({.rule = "service-public-addresses",
                              .shown_by = addresses,
                              .detail = fmt::format("{} of an internal one", addresses->key),
                              .changes = {RemoveAnnotation{addresses->key}}});
    }

    void check_ports() {
        const auto* const ports = member(service_, "spec.ports");
        if (ports == nullptr)
            return;
        std::set<std::string, std::less<>> protocols;
        for (const Node& port : ports->children) {
            const auto protocol = text_at(port, "protocol");
            protocols.emplace(protocol.empty() ? "TCP" : protocol);
            if (protocol != "TCP" && !protocol.empty() && text("type") != "nlb")
                found_.push_back({.rule = "service-protocol",
                                  .shown_by = member(port, "protocol"),
                                  .detail = fmt::format("{} on a Classic Load Balancer", protocol),
                                  .changes = {SetAnnotation{full("type"), "nlb"}}});
        }
        if (protocols.size() > 1)
            found_.push_back({.rule = "service-mixed-protocols",
                              .shown_by = ports,
                              .detail = "ports of several protocols"});
    }

    void check_proxy_protocol() {
        const auto* const asked = value("proxy-protocol");
        if (asked != nullptr && asked->text != "*" && !asked->text.empty())
            found_.push_back({.rule = "service-proxy-protocol",
                              .shown_by = asked,
                              .detail = fmt::format("{}: {}", asked->key, asked->text),
                              .changes = {SetAnnotation{asked->key, "*"}}});
    }

    void check_node_ports() {
        if (text_at(service_, "spec.allocateLoadBalancerNodePorts") == "false" && !has_node_ports())
            add("service-node-ports", "spec.allocateLoadBalancerNodePorts",
                "allocateLoadBalancerNodePorts: false");
    }
    [[nodiscard]] bool has_node_ports() const {
        const auto* const ports = member(service_, "spec.ports");
        return ports != nullptr && std::ranges::all_of(ports->children, [](const Node& port) {
                   return !text_at(port, "nodePort").empty();
               });
    }

    const Node& service_;
    std::vector<Found> found_;
};

/// The controller is asked for by name, and nobody else takes the Service.
bool is_for_load_balancer_controller(const Node& service) {
    const auto type = annotation_text(service, full("type"));
    return text_at(service, "spec.loadBalancerClass") == "service.k8s.aws/nlb" ||
           type == "external" || type == "nlb-ip";
}

std::vector<Found> with(const Node& service, Presence controller) {
    Reading reading(service);
    if (controller == Presence::Present)
        return reading.by_load_balancer_controller();
    return is_for_load_balancer_controller(service) ? reading.by_nobody()
                                                    : reading.by_service_controller();
}

/// What holds both with and without the controller is sure.
std::vector<Found> either(std::vector<Found> with_it, std::vector<Found> without) {
    std::vector<Found> all;
    for (Found& found : with_it) {
        const auto same = std::ranges::find(without, found.rule, &Found::rule);
        if (same == without.end())
            found.depends = "whether the AWS Load Balancer Controller is installed";
        else
            without.erase(same);
        all.push_back(std::move(found));
    }
    for (Found& found : without) {
        found.depends = "whether the AWS Load Balancer Controller is installed";
        all.push_back(std::move(found));
    }
    return all;
}

}  // namespace

std::vector<Found> check_service(const Node& service, const Surroundings& around) {
    if (text_at(service, "spec.type") != "LoadBalancer")
        return {};
    const auto* const own_class = member(service, "spec.loadBalancerClass");
    if (own_class != nullptr && own_class->text != "service.k8s.aws/nlb")
        return {Found{.rule = "service-class-unknown",
                      .shown_by = own_class,
                      .detail = "loadBalancerClass: " + own_class->text}};
    const auto controller = around.world.load_balancer_controller;
    if (controller != Presence::Unknown)
        return with(service, controller);
    return either(with(service, Presence::Present), with(service, Presence::Absent));
}

}  // namespace inland::kube
