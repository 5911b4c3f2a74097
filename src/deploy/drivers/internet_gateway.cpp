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

Result<void> detach_once(Context& context, const InternetGateway& observed) {
    auto detached = context.change(
        "ec2", "DetachInternetGateway",
        {{"InternetGatewayId", observed.id}, {"VpcId", context.id_of(observed.vpc.value())}});
    if (detached || detached.error().code == "Gateway.NotAttached" ||
        drivers::is_gone(detached.error()))
        return {};
    return std::unexpected(std::move(detached).error());
}

/// EC2 keeps it attached while it maps public addresses, of machines that have just ended too.
Result<void> detach(Context& context, const InternetGateway& observed) {
    constexpr int most_attempts = 60;
    constexpr Duration pause = std::chrono::seconds(10);
    if (!observed.vpc.is_known())
        return {};
    for (int attempt = 1;; ++attempt) {
        auto detached = detach_once(context, observed);
        if (detached || detached.error().code != "DependencyViolation" || attempt == most_attempts)
            return detached;
        if (!context.clock().wait_for(pause, context.stop()))
            return failure(ErrorKind::Interrupted, "stopped while waiting for AWS");
    }
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
