// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/ingress.h"

#include "emulator/cluster/api/custom_types.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/services/members.h"

#include <array>

#include <boost/algorithm/string.hpp>
#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view prefix = "alb.ingress.kubernetes.io/";
constexpr std::string_view old_class = "kubernetes.io/ingress.class";
constexpr std::string_view default_mark = "ingressclass.kubernetes.io/is-default-class";

/// What the controllers take for theirs by the old annotation, without any IngressClass.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> old_names{
    {{"alb", "ingress.k8s.aws/alb"}, {"nginx", "k8s.io/ingress-nginx"}}};

const json::object* class_of(const Objects& objects, const json::object& ingress) {
    return objects.find(type_of("networking.k8s.io", "ingressclasses"), "",
                        string_or_empty(ingress, "spec.ingressClassName"));
}

std::string port_text(const json::object& backend) {
    const auto number = find_int(backend, "service.port.number");
    return number ? fmt::format("{}", *number) : string_or_empty(backend, "service.port.name");
}

IngressPath path_to(const json::object& backend) {
    return {.host = {},
            .path = {},
            .type = {},
            .service = string_or_empty(backend, "service.name"),
            .port = port_text(backend)};
}

}  // namespace

const ResourceType& ingress_type() {
    static const auto& type = type_of("networking.k8s.io", "ingresses");
    return type;
}

std::string Ingress::name() const {
    return fmt::format("{}/{}", namespace_of(object_), name_of(object_));
}

std::string Ingress::uid() const {
    return string_or_empty(object_, "metadata.uid");
}

bool Ingress::is_being_deleted() const {
    return find(object_, "metadata.deletionTimestamp") != nullptr;
}

std::optional<std::string> Ingress::annotation(std::string_view suffix) const {
    const auto* value = find_object(object_, "metadata.annotations")
                            .if_contains(fmt::format("{}{}", prefix, suffix));
    return value != nullptr && value->is_string() ? std::optional(std::string(value->get_string()))
                                                  : std::nullopt;
}

std::vector<std::string> Ingress::words(std::string_view suffix) const {
    std::vector<std::string> words;
    const auto said = annotation(suffix).value_or("");
    boost::split(words, said, boost::is_any_of(","));
    for (auto& word : words)
        boost::trim(word);
    std::erase(words, "");
    return words;
}

std::vector<std::string> Ingress::finalizers() const {
    return texts_of(find_object(object_, "metadata"), "finalizers");
}

std::vector<IngressPath> Ingress::paths() const {
    std::vector<IngressPath> paths;
    for (const auto& rule : find_array(object_, "spec.rules"))
        for (const auto& row : find_array(rule, "http.paths")) {
            auto path = path_to(find_object(row, "backend"));
            path.host = string_or_empty(rule, "host");
            path.path = string_or_empty(row, "path");
            path.type = string_or_empty(row, "pathType");
            paths.push_back(std::move(path));
        }
    return paths;
}

std::optional<IngressPath> Ingress::default_backend() const {
    const auto& backend = find_object(object_, "spec.defaultBackend");
    return backend.empty() ? std::nullopt : std::optional(path_to(backend));
}

std::string Ingress::inputs() const {
    return fmt::format("{} {} {}", json::serialize(find_object(object_, "spec")),
                       json::serialize(find_object(object_, "metadata.annotations")),
                       is_being_deleted());
}

std::string controller_of_ingress(const Objects& objects, const json::object& ingress) {
    const auto said = annotation_of(ingress, old_class);
    for (const auto& [name, controller] : old_names)
        if (said == name)
            return std::string(controller);
    const auto* found = said.empty() ? class_of(objects, ingress) : nullptr;
    return found == nullptr ? "" : string_or_empty(*found, "spec.controller");
}

json::object class_parameters_of(const Objects& objects, const json::object& ingress) {
    const auto* found = class_of(objects, ingress);
    const auto* type = find_served_type(objects.world(), objects.cluster(), "elbv2.k8s.aws",
                                        "v1beta1", "ingressclassparams");
    if (found == nullptr || type == nullptr)
        return {};
    const auto* parameters =
        objects.find(*type, "", string_or_empty(*found, "spec.parameters.name"));
    return parameters == nullptr ? json::object() : find_object(*parameters, "spec");
}

void set_default_ingress_class(const Objects& objects, json::object& ingress) {
    if (find(ingress, "spec.ingressClassName") != nullptr ||
        !annotation_of(ingress, old_class).empty())
        return;
    for (const auto* each : objects.list(type_of("networking.k8s.io", "ingressclasses")))
        if (annotation_of(*each, default_mark) == "true")
            object_in(ingress, "spec")["ingressClassName"] = name_of(*each);
}

void show_ingress_address(Objects& objects, const json::object& ingress, const json::array& where) {
    objects.change(ingress_type(), namespace_of(ingress), name_of(ingress),
                   [&](json::object& stored) {
                       auto& shown = object_in(stored, "status")["loadBalancer"];
                       shown = where.empty() ? json::object() : json::object{{"ingress", where}};
                   });
}

}  // namespace inland::emulator::cluster
