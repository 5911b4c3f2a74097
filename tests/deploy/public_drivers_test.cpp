// SPDX-License-Identifier: Apache-2.0
// Addresses, NAT gateways and the ways in which a cluster's API changes its exposure.
#include "deploy/drivers/cluster_access.h"
#include "deploy/drivers/drivers.h"
#include "deploy/late_values.h"
#include "tests/deploy/fake_aws.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::DriverRun;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::owned;
using topology::Address;
using topology::Cluster;
using topology::NatGateway;
using topology::Reference;

TEST(AddressDriver, IsLookedUpByItsTagsBeforeItIsAllocated) {
    DriverRun run;
    run.aws.on("DescribeAddresses", R"({"Addresses": [{"AllocationId": "eipalloc-7"}]})");
    EXPECT_EQ(operations<Address>().create(run.context, owned<Address>("address/nat-a")),
              "eipalloc-7");
    EXPECT_TRUE(run.aws.inputs_of("AllocateAddress").empty());
}

TEST(AddressDriver, AllocatesItWithItsTags) {
    DriverRun run;
    run.aws.on("AllocateAddress", R"({"AllocationId": "eipalloc-1"})");
    EXPECT_EQ(operations<Address>().create(run.context, owned<Address>("address/nat-a")),
              "eipalloc-1");
    const auto input = run.aws.inputs_of("AllocateAddress").at(0);
    EXPECT_EQ(find_string(input, "TagSpecifications.0.ResourceType"), "elastic-ip");
}

TEST(AddressDriver, ReleasesOneThatIsGoneAndWaitsForOneInUse) {
    DriverRun run;
    auto address = owned<Address>("address/nat-a");
    address.id = "eipalloc-1";
    run.aws.refuse("ReleaseAddress",
                   {ErrorKind::NotFound, "gone", "InvalidAllocationID.NotFound", 400});
    EXPECT_TRUE(operations<Address>().remove(run.context, address));
    run.aws.refuse("ReleaseAddress", {ErrorKind::Failed, "in use", "InvalidIPAddress.InUse", 400});
    EXPECT_EQ(operations<Address>().remove(run.context, address).error().kind, ErrorKind::InUse);
}

NatGateway gateway() {
    auto desired = owned<NatGateway>("nat-gateway/a");
    desired.subnet = Reference<topology::Subnet>{"subnet/public-a"};
    desired.connectivity = "public";
    desired.address = Reference<Address>{"address/nat-a"};
    return desired;
}

TEST(NatGatewayDriver, MakesItOnceByItsToken) {
    DriverRun run;
    run.context.bind("subnet", "subnet/public-a", "subnet-1");
    run.context.bind("address", "address/nat-a", "eipalloc-1");
    run.aws.on("CreateNatGateway", R"({"NatGateway": {"NatGatewayId": "nat-1"}})");
    EXPECT_EQ(operations<NatGateway>().create(run.context, gateway()), "nat-1");
    const auto input = run.aws.inputs_of("CreateNatGateway").at(0);
    EXPECT_EQ(find_string(input, "SubnetId"), "subnet-1");
    EXPECT_EQ(find_string(input, "AllocationId"), "eipalloc-1");
    EXPECT_EQ(find_string(input, "ClientToken")->size(), 64U);
}

TEST(NatGatewayDriver, WaitsUntilItIsAvailableAndTellsWhyItFailed) {
    DriverRun run;
    run.context.bind("nat-gateway", "nat-gateway/a", "nat-1");
    const auto desired = gateway();
    const std::vector<const NatGateway*> asked{&desired};
    const auto look = [&](std::string_view state) {
        run.aws.on("DescribeNatGateways",
                   fmt::format(R"({{"NatGateways": [{{"NatGatewayId": "nat-1", "State": "{}",
                                   "FailureMessage": "no internet gateway"}}]}})",
                               state));
        return operations<NatGateway>().ready(run.context, asked).value().at(0);
    };
    EXPECT_TRUE(std::holds_alternative<NotYet>(look("pending")));
    EXPECT_TRUE(std::holds_alternative<Ready>(look("available")));
    const auto failed = look("failed");
    ASSERT_TRUE(std::holds_alternative<Error>(failed));
    EXPECT_THAT(std::get<Error>(failed).message, ::testing::HasSubstr("no internet gateway"));
}

Cluster cluster(bool is_public, bool is_private, std::vector<std::string> blocks = {}) {
    auto made = owned<Cluster>("cluster/atlas");
    made.endpoint_public_access = is_public;
    made.endpoint_private_access = is_private;
    if (!blocks.empty())
        made.public_access_cidrs = std::move(blocks);
    return made;
}

std::vector<std::string> sides_of(const std::vector<json::object>& changes) {
    std::vector<std::string> found;
    for (const auto& change : changes)
        found.push_back(std::string(change.at("endpointPublicAccess").as_bool() ? "public" : "") +
                        (change.at("endpointPrivateAccess").as_bool() ? "private" : ""));
    return found;
}

TEST(ClusterAccess, OpensTheNewSideBeforeItClosesTheOld) {
    DriverRun run;
    const auto closed = cluster(false, true);
    const auto open = cluster(true, false, {"0.0.0.0/0"});
    EXPECT_THAT(sides_of(drivers::access_changes(run.context, open, closed).value()),
                ElementsAre("publicprivate", "public"));
    EXPECT_THAT(sides_of(drivers::access_changes(run.context, closed, open).value()),
                ElementsAre("publicprivate", "private"));
}

TEST(ClusterAccess, ChangesOneSideByOneUpdateAndNothingByNone) {
    DriverRun run;
    const auto both = cluster(true, true, {"192.0.2.0/24"});
    EXPECT_THAT(sides_of(drivers::access_changes(run.context, cluster(false, true), both).value()),
                ElementsAre("private"));
    EXPECT_THAT(drivers::access_changes(run.context, both, both).value(), IsEmpty());
    const auto wider = cluster(true, true, {"192.0.2.0/24", "198.51.100.0/24"});
    EXPECT_THAT(sides_of(drivers::access_changes(run.context, wider, both).value()),
                ElementsAre("publicprivate"));
}

/// Nodes that come by their NAT gateway are admitted before their private side goes.
TEST(ClusterAccess, AdmitsNewBlocksBeforeThePrivateSideGoes) {
    DriverRun run;
    const auto before = cluster(true, true, {"192.0.2.0/24"});
    const auto after = cluster(true, false, {"192.0.2.0/24", "198.51.100.9/32"});
    const auto there = drivers::access_changes(run.context, after, before).value();
    ASSERT_THAT(sides_of(there), ElementsAre("publicprivate", "public"));
    EXPECT_EQ(there.front().at("publicAccessCidrs"), there.back().at("publicAccessCidrs"));
    const auto back = drivers::access_changes(run.context, before, after).value();
    ASSERT_THAT(sides_of(back), ElementsAre("publicprivate", "publicprivate"));
    EXPECT_EQ(back.front().at("publicAccessCidrs"),
              (json::array{"192.0.2.0/24", "198.51.100.9/32"}));
}

Cluster cluster_with_address() {
    auto made = cluster(true, false, {"192.0.2.0/24"});
    made.public_access_addresses = std::vector{Reference<Address>{"address/nat-a"}};
    return made;
}

TEST(ClusterAccess, AdmitsTheAddressesThatAwsChose) {
    DriverRun run;
    run.context.bind("address", "address/nat-a", "eipalloc-1");
    run.aws.on("DescribeAddresses",
               R"({"Addresses": [{"AllocationId": "eipalloc-1", "PublicIp": "198.51.100.9"}]})");
    const auto access = drivers::endpoint_access(run.context, cluster_with_address()).value();
    EXPECT_EQ(access.at("publicAccessCidrs"), (json::array{"192.0.2.0/24", "198.51.100.9/32"}));
}

TEST(ClusterAccess, IsComparedWithTheAddressesThatAwsChose) {
    topology::Topology observed;
    EXPECT_THAT(with_late_values(cluster_with_address(), observed, {}).public_access_cidrs.value(),
                ElementsAre("${address/nat-a.public_ip}/32", "192.0.2.0/24"));
    auto address = owned<Address>("address/nat-a");
    address.public_ip = "198.51.100.9";
    observed.add(address);
    EXPECT_THAT(with_late_values(cluster_with_address(), observed, {}).public_access_cidrs.value(),
                ElementsAre("192.0.2.0/24", "198.51.100.9/32"));
}

}  // namespace
}  // namespace inland::deploy
