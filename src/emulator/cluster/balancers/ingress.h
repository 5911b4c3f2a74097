// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Ingresses as controllers read them: whose they are, and what their annotations say.
namespace inland::emulator::cluster {

const ResourceType& ingress_type();

/// One path of one rule, or the default backend (no path at all).
struct IngressPath {
    std::string host;  ///< "" for every host
    std::string path;
    std::string type;  ///< "Exact", "Prefix", "ImplementationSpecific"
    std::string service;
    std::string port;  ///< a name or a number
};

/// A view of an Ingress.
class Ingress {
  public:
    explicit Ingress(const json::object& object) : object_(object) {}

    [[nodiscard]] const json::object& object() const { return object_; }
    [[nodiscard]] std::string name_space() const { return namespace_of(object_); }
    /// "shop/orders".
    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::string uid() const;
    [[nodiscard]] bool is_being_deleted() const;
    /// alb.ingress.kubernetes.io/SUFFIX, or nothing.
    [[nodiscard]] std::optional<std::string> annotation(std::string_view suffix) const;
    /// The words of such a list: "a, b" without blanks.
    [[nodiscard]] std::vector<std::string> words(std::string_view suffix) const;
    [[nodiscard]] std::vector<std::string> finalizers() const;
    [[nodiscard]] std::vector<IngressPath> paths() const;
    [[nodiscard]] std::optional<IngressPath> default_backend() const;
    /// All that a controller reads of it, as text.
    [[nodiscard]] std::string inputs() const;

  private:
    const json::object& object_;
};

/// The controller that the Ingress's class names ("ingress.k8s.aws/alb"), by its IngressClass or
/// by the old annotation; "" of one that nobody serves.
std::string controller_of_ingress(const Objects& objects, const json::object& ingress);
/// The IngressClassParams of its class; empty where it has none.
json::object class_parameters_of(const Objects& objects, const json::object& ingress);
/// What the API server's admission does to a new Ingress without a class: it gets the default one.
void set_default_ingress_class(const Objects& objects, json::object& ingress);

/// Who answers at an Ingress's address: [{"hostname"}] or [{"ip"}].
void show_ingress_address(Objects& objects, const json::object& ingress, const json::array& where);

}  // namespace inland::emulator::cluster
