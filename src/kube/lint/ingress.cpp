// SPDX-License-Identifier: Apache-2.0
// Ingresses: of which class, and what the AWS Load Balancer Controller makes of those of its own.
#include "kube/lint/checks.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::kube {

namespace {

using knowledge::Node;
using manifests::SetAnnotation;

constexpr std::string_view prefix = "alb.ingress.kubernetes.io/";
constexpr std::string_view old_class = "kubernetes.io/ingress.class";
constexpr std::string_view load_balancer_controller = "ingress.k8s.aws/alb";
constexpr std::string_view nginx_controller = "k8s.io/ingress-nginx";

std::string full(std::string_view suffix) {
    return fmt::format("{}{}", prefix, suffix);
}

const Node* class_node(const Node& ingress) {
    const auto* const own = member(ingress, "spec.ingressClassName");
    return own != nullptr ? own : annotation(ingress, old_class);
}

/// The names that the controllers' own charts give their classes.
std::string_view customary_controller(std::string_view name) {
    if (name == "alb")
        return load_balancer_controller;
    return name == "nginx" ? nginx_controller : std::string_view();
}

class Reading {
  public:
    Reading(const Node& ingress, const Surroundings& around) : ingress_(ingress), around_(around) {}

    std::vector<Found> read() {
        check_version();
        const auto controller = controller_of();
        if (controller == load_balancer_controller) {
            check_served(around_.world.load_balancer_controller, "aws-load-balancer-controller");
            check_load_balancer();
        } else if (controller == nginx_controller) {
            check_served(around_.world.ingress_nginx, "ingress-nginx");
        }
        return std::move(found_);
    }

  private:
    void check_version() {
        const auto* const version = member(ingress_, "apiVersion");
        if (version->text != "networking.k8s.io/v1")
            found_.push_back({.rule = "ingress-api-removed",
                              .shown_by = version,
                              .detail = "apiVersion: " + version->text});
    }

    [[nodiscard]] bool has_default_class() const {
        return std::ranges::any_of(around_.ingress_classes,
                                   [](const auto& each) { return each.second.is_default; });
    }

    /// "" of one that nobody knows.
    std::string_view controller_of() {
        const auto* const named = class_node(ingress_);
        if (named == nullptr) {
            if (!has_default_class())
                found_.push_back({.rule = "ingress-class-missing",
                                  .shown_by = member(ingress_, "kind"),
                                  .detail = "neither spec.ingressClassName nor a default class"});
            return {};
        }
        const auto known = around_.ingress_classes.find(named->text);
        return known != around_.ingress_classes.end() ? std::string_view(known->second.controller)
                                                      : customary_controller(named->text);
    }

    void check_served(Presence presence, std::string_view addon) {
        if (presence == Presence::Absent)
            found_.push_back({.rule = "ingress-class-unserved",
                              .shown_by = class_node(ingress_),
                              .detail = fmt::format("{} is none of the spec's add-ons", addon)});
    }

    void check_load_balancer() {
        check_scheme();
        check_certificate();
        check_firewall();
        check_sign_in();
        check_targets();
    }

    void check_scheme() {
        const auto* const scheme = value("scheme");
        if (scheme == nullptr || scheme->text == "internal")
            return;
        const bool is_public = scheme->text == "internet-facing";
        found_.push_back({.rule = is_public ? "ingress-internet-facing" : "ingress-scheme-unknown",
                          .shown_by = scheme,
                          .detail = fmt::format("{}: {}", scheme->key, scheme->text),
                          .changes = {SetAnnotation{scheme->key, "internal"}}});
    }

    void check_certificate() {
        const auto* const tls = member(ingress_, "spec.tls");
        const auto* const ports = value("listen-ports");
        const bool asks =
            tls != nullptr || (ports != nullptr && ports->text.find("HTTPS") != std::string::npos);
        if (asks && value("certificate-arn") == nullptr &&
            around_.world.certificate_manager != Presence::Present)
            found_.push_back({.rule = "ingress-certificate-discovery",
                              .shown_by = tls != nullptr ? tls : ports,
                              .detail = "HTTPS without alb.ingress.kubernetes.io/certificate-arn"});
    }

    void check_firewall() {
        static constexpr auto asking =
            std::to_array<std::string_view>({"wafv2-acl-arn", "wafv2-acl-name", "waf-acl-id",
                                             "web-acl-id", "shield-advanced-protection"});
        for (const auto suffix : asking)
            if (const auto* const asked = value(suffix))
                found_.push_back({.rule = "ingress-web-firewall",
                                  .shown_by = asked,
                                  .detail = asked->key,
                                  .changes = {manifests::RemoveAnnotation{asked->key}}});
    }

    void check_sign_in() {
        const auto* const type = value("auth-type");
        if (type != nullptr && type->text != "none")
            found_.push_back({.rule = "ingress-identity-provider",
                              .shown_by = type,
                              .detail = fmt::format("{}: {}", type->key, type->text)});
    }

    void check_targets() {
        if (annotation_text(ingress_, full("target-type")) == "ip")
            return;
        for (const auto& name : backends())
            if (const auto type = around_.service_types.find(name);
                type != around_.service_types.end() &&
                (type->second.empty() || type->second == "ClusterIP"))
                return found_.push_back({.rule = "ingress-needs-node-port",
                                         .shown_by = member(ingress_, "spec"),
                                         .detail = fmt::format("the Service {} has type ClusterIP",
                                                               name.substr(name.find('/') + 1)),
                                         .changes = {SetAnnotation{full("target-type"), "ip"}}});
    }

    /// "namespace/name" of each.
    [[nodiscard]] std::set<std::string> backends() const {
        std::set<std::string> names;
        add_backend(text_at(ingress_, "spec.defaultBackend.service.name"), names);
        if (const auto* const rules = member(ingress_, "spec.rules"))
            for (const Node& rule : rules->children)
                if (const auto* const paths = member(rule, "http.paths"))
                    for (const Node& path : paths->children)
                        add_backend(text_at(path, "backend.service.name"), names);
        return names;
    }
    void add_backend(std::string_view service, std::set<std::string>& names) const {
        if (!service.empty())
            names.insert(fmt::format("{}/{}", text_at(ingress_, "metadata.namespace"), service));
    }

    [[nodiscard]] const Node* value(std::string_view suffix) const {
        return annotation(ingress_, full(suffix));
    }

    const Node& ingress_;
    const Surroundings& around_;
    std::vector<Found> found_;
};

}  // namespace

std::vector<Found> check_ingress(const Node& ingress, const Surroundings& around) {
    return Reading(ingress, around).read();
}

}  // namespace inland::kube
