// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/private_world.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using topology::VpcEndpoint;

std::string shadow(const topology::Topology& world) {
    for (const Finding& finding : prove_world(world).findings)
        if (finding.rule == "issuer-shadowed")
            return finding.resource;
    return {};
}

void add_endpoint(topology::Topology& world, const std::string& service) {
    VpcEndpoint endpoint = at<VpcEndpoint>(world, "ec2");
    endpoint.key = service;
    endpoint.name = "vpc-endpoint/" + service;
    endpoint.service_name = "com.amazonaws.eu-central-1." + service;
    world.add(std::move(endpoint));
}

/// eks.eu-central-1.amazonaws.com holds oidc.eks.eu-central-1.amazonaws.com, and knows it not.
TEST(ShadowedIssuer, IsBehindAnEndpointForEks) {
    auto world = private_world();
    EXPECT_EQ(shadow(world), "");
    add_endpoint(world, "eks");
    EXPECT_EQ(shadow(world), "vpc-endpoint/eks");
    at<VpcEndpoint>(world, "eks").private_dns_enabled = false;
    EXPECT_EQ(shadow(world), "");
}

TEST(ShadowedIssuer, HasAnEndpointOfItsOwn) {
    auto world = private_world();
    add_endpoint(world, "eks");
    add_endpoint(world, "oidc-eks");
    EXPECT_EQ(shadow(world), "");
}

}  // namespace
}  // namespace inland::prove::testing
