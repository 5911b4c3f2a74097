// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

namespace inland::deploy {
namespace {

using topology::CustomerGateway;

constexpr drivers::Ec2Type gateways = {.describe = "DescribeCustomerGateways",
                                       .list = "CustomerGateways",
                                       .id = "CustomerGatewayId",
                                       .ids_member = "CustomerGatewayIds",
                                       .resource_type = "customer-gateway"};

/// EC2 takes numbers above 2147483647 in a member of their own.
constexpr std::int64_t largest_plain_asn = 2147483647;

Result<std::string> create(Context& context, const CustomerGateway& desired) {
    const auto asn = desired.bgp_asn.value();
    const auto* member = asn > largest_plain_asn ? "BgpAsnExtended" : "BgpAsn";
    return drivers::create_once(
        context, gateways, desired,
        {"CreateCustomerGateway",
         {{"Type", "ipsec.1"}, {"IpAddress", desired.ip_address.value()}, {member, asn}},
         "CustomerGateway.CustomerGatewayId"});
}

Result<void> attach(Context& context, const CustomerGateway& desired,
                    const CustomerGateway* observed) {
    return drivers::put_tags(context, context.id_of(CustomerGateway::type, desired.key),
                             desired.tags, observed);
}

Readiness judge(const json::value& document) {
    return drivers::by_state(document, "available");
}

Result<std::vector<Readiness>> ready(Context& context,
                                     std::span<const CustomerGateway* const> desired) {
    const auto ids = drivers::ids_of(context, desired);
    const auto documents = TRY(drivers::describe(context, gateways, ids));
    return drivers::readiness(gateways, ids, documents, judge, NotYet{"not visible yet"});
}

Result<void> remove(Context& context, const CustomerGateway& observed) {
    return drivers::remove(context, "ec2", "DeleteCustomerGateway",
                           {{"CustomerGatewayId", observed.id}});
}

}  // namespace

template <>
const Operations<CustomerGateway>& operations() {
    static constexpr Operations<CustomerGateway> row = {
        .create = create,
        .attach = attach,
        .ready = ready,
        .remove = remove,
        .create_duration = "ec2.CreateCustomerGateway"};
    return row;
}

}  // namespace inland::deploy
