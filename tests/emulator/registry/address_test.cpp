// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/address.h"

#include "emulator/authentication.h"
#include "emulator/world.h"
#include "knowledge/tables.h"

#include <gtest/gtest.h>

namespace inland::emulator::registry {
namespace {

struct Addresses : ::testing::Test {
    ManualClock clock;
    World world{knowledge::built_in(), clock};
    HomeAccount home;

    std::string host(std::string_view name) {
        const auto address = address_of_host(world, name);
        return address ? address->host : "none";
    }
};

TEST_F(Addresses, OfEcrHaveManyNames) {
    const std::string plain = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    EXPECT_EQ(host(plain), plain);
    EXPECT_EQ(host(plain + ":443"), plain);
    EXPECT_EQ(host("123456789012.dkr.ecr-fips.eu-central-1.amazonaws.com"), plain);
    EXPECT_EQ(host("123456789012.dkr-ecr.eu-central-1.on.aws"), plain);
    EXPECT_EQ(host("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"),
              "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn");
}

TEST_F(Addresses, OfNobodyAreNone) {
    for (const auto* name : {"", "localhost:4566", "12345678901.dkr.ecr.eu-central-1.amazonaws.com",
                             "123456789012.dkr.ecr.nowhere-1.amazonaws.com",
                             "123456789012.dkr.ecr.eu-central-1.example.com",
                             "123456789012.dkr.ecr.eu-central-1", "gcr.io"})
        EXPECT_EQ(host(name), "none") << name;
}

TEST_F(Addresses, OfNamesFollowTheHostThenTheFirstPart) {
    const auto by_host = resolve_name(world, home, "210987654321.dkr.ecr.eu-west-1.amazonaws.com",
                                      "registry.k8s.io/pause");
    EXPECT_EQ(by_host.address.scope.account, "210987654321");
    EXPECT_EQ(by_host.name, "registry.k8s.io/pause");
    const auto by_part = resolve_name(world, home, "localhost:1", "registry.k8s.io/pause");
    EXPECT_EQ(by_part.address.kind, RegistryKind::Public);
    EXPECT_EQ(by_part.name, "pause");
    const auto at_home = resolve_name(world, home, "localhost:1", "shop/app");
    EXPECT_EQ(at_home.address.scope.account, home.account);
    EXPECT_EQ(at_home.name, "shop/app");
}

}  // namespace
}  // namespace inland::emulator::registry
