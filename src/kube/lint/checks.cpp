// SPDX-License-Identifier: Apache-2.0
#include "kube/lint/checks.h"

#include "manifests/json_value.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::kube {

namespace {

using knowledge::Node;
using knowledge::NodeKind;

void check_annotations(const Node& object, std::vector<Found>& found) {
    const auto* const annotations = member(object, "metadata.annotations");
    if (annotations == nullptr || annotations->kind != NodeKind::Map)
        return;
    for (const Node& value : annotations->children) {
        if (manifests::json_value(value).is_string())
            continue;
        Found wrong{.rule = "annotation-not-text", .shown_by = &value};
        if (value.kind == NodeKind::Scalar) {
            wrong.detail = fmt::format("{}: {} without quotes", value.key, value.text);
            wrong.changes = {manifests::SetAnnotation{value.key, value.text}};
        } else {
            wrong.detail = fmt::format("{}: {}", value.key, knowledge::kind_name(value.kind));
        }
        found.push_back(std::move(wrong));
    }
}

std::vector<Found> check_class_parameters(const Node& object, const Surroundings& /*around*/) {
    return check_scheme("class-internet-facing", object);
}

std::vector<Found> check_configuration(const Node& object, const Surroundings& /*around*/) {
    return check_scheme("gateway-internet-facing", object);
}

struct KindCheck {
    std::string_view group;
    std::string_view kind;
    std::vector<Found> (*check)(const Node&, const Surroundings&);
};

constexpr auto kind_checks = std::to_array<KindCheck>({
    {"", "Service", check_service},
    {"networking.k8s.io", "Ingress", check_ingress},
    {"extensions", "Ingress", check_ingress},
    {"elbv2.k8s.aws", "IngressClassParams", check_class_parameters},
    {"eks.amazonaws.com", "IngressClassParams", check_class_parameters},
    {"gateway.k8s.aws", "LoadBalancerConfiguration", check_configuration},
});

}  // namespace

const Node* member(const Node& object, std::string_view path) {
    const Node* node = &object;
    while (node != nullptr && !path.empty()) {
        const auto dot = path.find('.');
        node = node->find(path.substr(0, dot));
        path = dot == std::string_view::npos ? "" : path.substr(dot + 1);
    }
    return node;
}

std::string_view text_at(const Node& object, std::string_view path) {
    const auto* const node = member(object, path);
    return node != nullptr && node->kind == NodeKind::Scalar ? std::string_view(node->text)
                                                             : std::string_view();
}

const Node* annotation(const Node& object, std::string_view name) {
    const auto* const annotations = member(object, "metadata.annotations");
    const auto* const value = annotations == nullptr ? nullptr : annotations->find(name);
    return value != nullptr && value->kind == NodeKind::Scalar ? value : nullptr;
}

std::string_view annotation_text(const Node& object, std::string_view name) {
    const auto* const value = annotation(object, name);
    return value == nullptr ? std::string_view() : std::string_view(value->text);
}

void Surroundings::add(const Node& object) {
    const auto name = manifests::object_name(object);
    const auto group = manifests::group_of(name.api_version);
    if (name.kind == "Service" && group.empty())
        service_types[name.namespace_name + "/" + name.name] = text_at(object, "spec.type");
    if (name.kind == "IngressClass" && group == "networking.k8s.io")
        ingress_classes[name.name] = {
            .controller = std::string(text_at(object, "spec.controller")),
            .is_default =
                annotation_text(object, "ingressclass.kubernetes.io/is-default-class") == "true"};
}

std::vector<Found> check_scheme(std::string_view rule, const Node& object) {
    const auto* const scheme = member(object, "spec.scheme");
    if (scheme == nullptr || scheme->text != "internet-facing")
        return {};
    return {Found{.rule = rule,
                  .shown_by = scheme,
                  .detail = "spec.scheme: internet-facing",
                  .changes = {manifests::SetText{scheme, "internal"}}}};
}

std::vector<Found> check_object(const Node& object, const Surroundings& around) {
    std::vector<Found> found;
    check_annotations(object, found);
    const auto name = manifests::object_name(object);
    const auto group = manifests::group_of(name.api_version);
    for (const KindCheck& row : kind_checks)
        if (row.kind == name.kind && row.group == group)
            std::ranges::move(row.check(object, around), std::back_inserter(found));
    return found;
}

}  // namespace inland::kube
