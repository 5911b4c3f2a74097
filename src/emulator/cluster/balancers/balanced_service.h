// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// One port of a Service as load balancers need it.
struct BalancedPort {
    std::string name;
    std::string protocol;  ///< "TCP"
    std::int64_t port = 0;
    std::int64_t node_port = 0;  ///< 0 where it has none
};

/// A Service of type LoadBalancer as its controllers read it. A view of the object.
class BalancedService {
  public:
    explicit BalancedService(const json::object& service) : service_(service) {}

    [[nodiscard]] const json::object& object() const { return service_; }
    /// "shop/orders".
    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::string uid() const;
    /// The annotation service.beta.kubernetes.io/aws-load-balancer-SUFFIX, or "".
    [[nodiscard]] std::string annotation(std::string_view suffix) const;
    [[nodiscard]] bool has_annotation(std::string_view suffix) const;
    [[nodiscard]] bool wants_balancer() const;
    [[nodiscard]] std::string load_balancer_class() const;
    [[nodiscard]] std::vector<BalancedPort> ports() const;
    /// Who may come in: spec.loadBalancerSourceRanges, or everybody.
    [[nodiscard]] std::vector<std::string> source_ranges() const;
    [[nodiscard]] bool is_being_deleted() const;
    [[nodiscard]] bool has_finalizer(std::string_view finalizer) const;
    /// "a" and the uid without its hyphens, 32 characters: what cloud providers call its balancer.
    [[nodiscard]] std::string default_balancer_name() const;
    /// All that a controller reads of it, as text.
    [[nodiscard]] std::string inputs() const;

  private:
    const json::object& service_;
};

}  // namespace inland::emulator::cluster
