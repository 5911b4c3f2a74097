// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

namespace inland::deploy {
namespace {

using topology::Address;

constexpr drivers::Ec2Type addresses = {.describe = "DescribeAddresses",
                                        .list = "Addresses",
                                        .id = "AllocationId",
                                        .ids_member = "AllocationIds",
                                        .resource_type = "elastic-ip"};

/// Without a client token: it is looked up by its tags first.
Result<std::string> create(Context& context, const Address& desired) {
    return drivers::create_once(context, addresses, desired,
                                {"AllocateAddress", {{"Domain", "vpc"}}, "AllocationId"});
}

Result<void> attach(Context& context, const Address& desired, const Address* observed) {
    return drivers::put_tags(context, context.id_of(Address::type, desired.key), desired.tags,
                             observed);
}

/// EC2 frees it a while after its NAT gateway is gone; until then it refuses.
Result<void> remove(Context& context, const Address& observed) {
    auto removed =
        drivers::remove(context, "ec2", "ReleaseAddress", {{"AllocationId", observed.id}});
    if (!removed && removed.error().code == "InvalidIPAddress.InUse")
        removed.error().kind = ErrorKind::InUse;  // the caller tries again
    return removed;
}

}  // namespace

template <>
const Operations<Address>& operations() {
    static constexpr Operations<Address> row = {
        .create = create, .attach = attach, .remove = remove};
    return row;
}

}  // namespace inland::deploy
