// SPDX-License-Identifier: Apache-2.0
#include "topology/security_group.h"

#include <gtest/gtest.h>

namespace inland::topology {
namespace {

TEST(SecurityGroupRule, IsTheSamePermissionWhateverIsSaidAboutIt) {
    const SecurityGroupRule one{.protocol = 6, .ports = {443, 443}, .group = "nodes"};
    SecurityGroupRule same = one;
    same.description = "from the nodes";
    same.id = "sgr-1";
    EXPECT_EQ(one, same);
}

TEST(SecurityGroupRule, DiffersByPeerAndPorts) {
    const SecurityGroupRule one{.protocol = 6, .ports = {443, 443}, .group = "nodes"};
    SecurityGroupRule other = one;
    other.ports = {443, 444};
    EXPECT_NE(one, other);
    other = one;
    other.group = "pods";
    EXPECT_NE(one, other);
}

}  // namespace
}  // namespace inland::topology
