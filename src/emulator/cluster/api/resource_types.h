// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// One kind of object that the API serves: what discovery says of it. The names are Kubernetes'
/// own (API reference v1.34).
struct ResourceType {
    std::string group;  ///< "" for core
    std::string version;
    std::string plural;
    std::string singular;
    std::string kind;
    bool namespaced = true;
    std::vector<std::string> short_names = {};
    std::vector<std::string> subresources = {};  ///< "status", "scale"
    std::vector<std::string> categories = {};
    std::vector<std::string> verbs = {};  ///< empty: all of them
    /// Of a custom resource: the version that its CustomResourceDefinition describes
    /// (custom_types.h).
    std::shared_ptr<const json::object> definition = {};

    /// "v1" or "apps/v1".
    [[nodiscard]] std::string api_version() const;
    /// How messages and record kinds name it: "pods", "deployments.apps".
    [[nodiscard]] std::string qualified_name() const;
    [[nodiscard]] bool has_verb(std::string_view verb) const;
    [[nodiscard]] bool has_subresource(std::string_view subresource) const;
};

/// All built-in types, core first, in the order in which kubectl lists them.
std::span<const ResourceType> resource_types();
/// The type under that path, or nullptr.
const ResourceType* find_type(std::string_view group, std::string_view version,
                              std::string_view plural);
/// The built-in type of that plural; only for names that the table has.
const ResourceType& type_of(std::string_view group, std::string_view plural);

/// What a type without verbs of its own can do.
std::span<const std::string> all_verbs();

}  // namespace inland::emulator::cluster
