// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/classic/classic.h"

#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <fmt/format.h>

namespace inland::emulator::classic {

RecordKey key_of(const Call& call, std::string_view name) {
    return {call.scope(), std::string(balancer_kind), std::string(name)};
}

Result<const json::object*> lookup(const Call& call, std::string_view name) {
    const auto* balancer = call.world.store().find(key_of(call, name));
    if (balancer == nullptr)
        return refuse("LoadBalancerNotFound",
                      fmt::format("There is no ACTIVE Load Balancer named '{}'", name));
    return balancer;
}

Result<const json::object*> lookup_input(const Call& call) {
    TRY_VOID(need(call, {"LoadBalancerName"}));
    return lookup(call, text_of(call.input, "LoadBalancerName"));
}

void update(const Call& call, const std::function<void(json::object&)>& change) {
    call.world.store().update(key_of(call, text_of(call.input, "LoadBalancerName")), change);
}

Result<void> need(const Call& call, std::initializer_list<std::string_view> members) {
    for (const auto member : members)
        if (!has(call.input, member))
            return refuse("ValidationError",
                          fmt::format("The request must contain the parameter {}", member));
    return {};
}

}  // namespace inland::emulator::classic
