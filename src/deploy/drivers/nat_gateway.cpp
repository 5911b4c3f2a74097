// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

namespace inland::deploy {
namespace {

using topology::NatGateway;

constexpr drivers::Ec2Type gateways = {.describe = "DescribeNatGateways",
                                       .list = "NatGateways",
                                       .id = "NatGatewayId",
                                       .ids_member = "NatGatewayIds",
                                       .resource_type = "natgateway",
                                       .filters_member = "Filter"};

Result<std::string> create(Context& context, const NatGateway& desired) {
    json::object input{{"SubnetId", context.id_of(desired.subnet.value())},
                       {"ConnectivityType", desired.connectivity.value()},
                       {"ClientToken", context.client_token(NatGateway::type, desired.key)}};
    if (desired.address.is_known())
        input["AllocationId"] = context.id_of(desired.address.value());
    return drivers::create_once(context, gateways, desired,
                                {"CreateNatGateway", std::move(input), "NatGateway.NatGatewayId"});
}

Result<void> attach(Context& context, const NatGateway& desired, const NatGateway* observed) {
    return drivers::put_tags(context, context.id_of(NatGateway::type, desired.key), desired.tags,
                             observed);
}

Readiness judge(const json::value& document) {
    auto readiness = drivers::by_state(document, "available");
    if (auto* error = std::get_if<Error>(&readiness))
        error->message += string_or_empty(document, "FailureMessage");
    return readiness;
}

Result<std::vector<Readiness>> ready(Context& context, std::span<const NatGateway* const> desired) {
    const auto ids = drivers::ids_of(context, desired);
    const auto documents = TRY(drivers::describe(context, gateways, ids));
    return drivers::readiness(gateways, ids, documents, judge, NotYet{"not visible yet"});
}

Result<void> remove(Context& context, const NatGateway& observed) {
    return drivers::remove(context, "ec2", "DeleteNatGateway", {{"NatGatewayId", observed.id}});
}

/// It holds its subnet and its address until then, and is shown as deleted for an hour after.
Result<std::vector<Readiness>> gone(Context& context, std::span<const NatGateway* const> observed) {
    const auto ids = drivers::ids_of(context, observed);
    const auto documents = TRY(drivers::describe(context, gateways, ids));
    return drivers::readiness(
        gateways, ids, documents,
        [](const json::value& document) { return drivers::by_state(document, "deleted"); },
        Ready{});
}

}  // namespace

template <>
const Operations<NatGateway>& operations() {
    static constexpr Operations<NatGateway> row = {.create = create,
                                                   .attach = attach,
                                                   .ready = ready,
                                                   .remove = remove,
                                                   .gone = gone,
                                                   .create_duration = "ec2.CreateNatGateway",
                                                   .remove_duration = "ec2.DeleteNatGateway"};
    return row;
}

}  // namespace inland::deploy
