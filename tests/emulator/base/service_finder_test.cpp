// SPDX-License-Identifier: Apache-2.0
#include "emulator/service_finder.h"

#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

Result<const aws::Service*> find_form(std::string_view service, std::string_view body) {
    http::Request request{.method = "POST", .target = "/", .body = std::string(body)};
    aws::sigv4::Claim claim;
    claim.service = service;
    return find_addressed_service(request, claim);
}

TEST(ServiceFinder, TellsApisOfOneSigningNameApartByTheirVersion) {
    const auto current =
        find_form("elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2015-12-01");
    ASSERT_TRUE(current);
    EXPECT_EQ((*current)->name, "elasticloadbalancing");
    const auto classic =
        find_form("elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2012-06-01");
    ASSERT_TRUE(classic);
    EXPECT_EQ((*classic)->name, "elb");
    const auto none =
        find_form("elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2011-01-01");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().message,
              "The API version 2011-01-01 of elasticloadbalancing is not emulated by Inland.");
}

TEST(ServiceFinder, Ec2AnswersClientsOfEveryVersion) {
    EXPECT_TRUE(find_form("ec2", "Action=DescribeVpcs&Version=2014-10-01"));
}

}  // namespace
}  // namespace inland::emulator
