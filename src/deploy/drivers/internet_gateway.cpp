// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

namespace inland::deploy {
namespace {

using topology::InternetGateway;

constexpr drivers::Ec2Type gateways = {.describe = "DescribeInternetGateways",
                                       .list = "InternetGateways",
                                       .id = "InternetGatewayId",
                                       .ids_member = "InternetGatewayIds",
                                       .resource_type = "internet-gateway"};

Result<std::string> create(Context& context, const InternetGateway& desired) {
    return drivers::create_once(context, gateways, desired,
                                {"CreateInternetGateway", {}, "InternetGateway.InternetGatewayId"});
}

Result<void> attach(Context& context, const InternetGateway& desired,
                    const InternetGateway* observed) {
    const auto id = context.id_of(InternetGateway::type, desired.key);
    if (observed == nullptr || !observed->vpc.is_known()) {
        auto attached = drivers::change(
            context, "ec2", "AttachInternetGateway",
            {{"InternetGatewayId", id}, {"VpcId", context.id_of(desired.vpc.value())}});
        if (!attached && attached.error().kind != ErrorKind::AlreadyExists)
            return std::unexpected(std::move(attached).error());
    }
    return drivers::put_tags(context, id, desired.tags, observed);
}

Result<void> detach(Context& context, const InternetGateway& observed) {
    if (!observed.vpc.is_known())
        return {};
    auto detached = context.change(
        "ec2", "DetachInternetGateway",
        {{"InternetGatewayId", observed.id}, {"VpcId", context.id_of(observed.vpc.value())}});
    if (!detached && detached.error().code != "Gateway.NotAttached" &&
        !drivers::is_gone(detached.error()))
        return std::unexpected(std::move(detached).error());
    return {};
}

Result<void> remove(Context& context, const InternetGateway& observed) {
    return drivers::remove(context, "ec2", "DeleteInternetGateway",
                           {{"InternetGatewayId", observed.id}});
}

}  // namespace

template <>
const Operations<InternetGateway>& operations() {
    static constexpr Operations<InternetGateway> row = {
        .create = create, .attach = attach, .detach = detach, .remove = remove};
    return row;
}

}  // namespace inland::deploy
