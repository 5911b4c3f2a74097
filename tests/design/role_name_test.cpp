// SPDX-License-Identifier: Apache-2.0
#include "design/role_name.h"

#include <gtest/gtest.h>

namespace inland::design {
namespace {

spec::Cluster named(std::string name) {
    spec::Cluster cluster;
    cluster.name.value = std::move(name);
    cluster.region.value = "ap-southeast-1";
    return cluster;
}

TEST(RoleName, NamesClusterRegionAndPurpose) {
    EXPECT_EQ(role_name(named("atlas"), "nodes"), "atlas-ap-southeast-1-nodes");
}

TEST(RoleName, StaysWithinIamsLimitAndTellsLongNamesApart) {
    const auto one = role_name(named(std::string(99, 'a') + "1"), "cluster");
    const auto other = role_name(named(std::string(99, 'a') + "2"), "cluster");
    EXPECT_EQ(one.size(), 64U);
    EXPECT_EQ(other.size(), 64U);
    EXPECT_NE(one, other);
}

}  // namespace
}  // namespace inland::design
