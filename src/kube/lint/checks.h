// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "kube/lint/lint.h"
#include "manifests/object_edit.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inland::kube {

/// An IngressClass of the files.
struct IngressClass {
    std::string controller;  ///< "ingress.k8s.aws/alb"
    bool is_default = false;
};

/// What objects are held against: what is known of the cluster, and the other objects.
struct Surroundings {
    LintWorld world;
    std::map<std::string, std::string, std::less<>> service_types;  ///< by "namespace/name"
    std::map<std::string, IngressClass, std::less<>> ingress_classes;

    void add(const knowledge::Node& object);
};

/// What a check found: the rule by its id, the node that shows it, and what would mend it.
struct Found {
    std::string_view rule;
    const knowledge::Node* shown_by = nullptr;
    std::string detail = {};
    std::vector<manifests::ObjectChange> changes = {};
    std::string depends = {};  ///< on more than the rule says

    bool operator==(const Found&) const = default;
};

/// All that is wrong with one object; kinds that nobody knows have nothing.
std::vector<Found> check_object(const knowledge::Node& object, const Surroundings& around);

// One for each kind; `object` is of that kind.
std::vector<Found> check_service(const knowledge::Node& service, const Surroundings& around);
std::vector<Found> check_ingress(const knowledge::Node& ingress, const Surroundings& around);
std::vector<Found> check_scheme(std::string_view rule, const knowledge::Node& object);

/// The member at "spec.ports"; null where a part of the path is missing.
const knowledge::Node* member(const knowledge::Node& object, std::string_view path);
/// Its text; "" without one.
std::string_view text_at(const knowledge::Node& object, std::string_view path);
/// The scalar, or null; annotation names hold dots, so they are no path.
const knowledge::Node* annotation(const knowledge::Node& object, std::string_view name);
std::string_view annotation_text(const knowledge::Node& object, std::string_view name);

}  // namespace inland::kube
