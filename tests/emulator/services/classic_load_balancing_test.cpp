// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct ClassicLoadBalancing : ::testing::Test {
    ServiceWorld aws;
    std::string vpc = aws.make_vpc();
    std::string first = aws.make_subnet(vpc, "10.40.1.0/24", 'a');
    std::string second = aws.make_subnet(vpc, "10.40.2.0/24", 'b');

    [[nodiscard]] json::object request(std::string_view name = "web") const {
        return {{"LoadBalancerName", name},
                {"Scheme", "internal"},
                {"Subnets", json::array{first, second}},
                {"Listeners",
                 json::array{json::object{
                     {"Protocol", "tcp"}, {"LoadBalancerPort", 80}, {"InstancePort", 31000}}}},
                {"Tags", json::array{json::object{{"Key", "team"}, {"Value", "shop"}}}}};
    }
    static json::object named(std::string_view name = "web") {
        return {{"LoadBalancerName", name}};
    }
    json::object described(std::string_view name = "web") {
        return first_of(
            aws.must("elb", "DescribeLoadBalancers", {{"LoadBalancerNames", json::array{name}}}),
            "LoadBalancerDescriptions");
    }
    std::size_t interfaces() {
        return list_of(aws.must("ec2", "DescribeNetworkInterfaces"), "NetworkInterfaces").size();
    }
};

TEST_F(ClassicLoadBalancing, BalancerIsThereAtOnceUnderANameOfAwsShape) {
    const auto made = aws.must("elb", "CreateLoadBalancer", request());
    EXPECT_THAT(text_of(made, "DNSName"),
                AllOf(StartsWith("internal-web-"), HasSubstr(".eu-central-1.elb.amazonaws.com")));
    const auto balancer = described();
    EXPECT_EQ(text_of(balancer, "VPCId"), vpc);
    EXPECT_EQ(list_of(balancer, "AvailabilityZones").size(), 2U);
    EXPECT_EQ(text_of(object_of(balancer, "HealthCheck"), "Target"), "TCP:31000");
    EXPECT_EQ(list_of(balancer, "SecurityGroups").size(), 1U);
    EXPECT_EQ(interfaces(), 2U);
    EXPECT_EQ(text_of(aws.must("elb", "CreateLoadBalancer", request()), "DNSName"),
              text_of(made, "DNSName"));
}

TEST_F(ClassicLoadBalancing, MistakesAreRefusedInItsOwnWords) {
    auto input = request();
    input["Subnets"] = json::array{first, aws.make_subnet(vpc, "10.40.3.0/24", 'a')};
    EXPECT_EQ(aws.code("elb", "CreateLoadBalancer", input), "InvalidConfigurationRequest");
    input = request();
    input.erase("Scheme");
    EXPECT_EQ(aws.code("elb", "CreateLoadBalancer", input), "InvalidSubnet") << "no gateway";
    EXPECT_EQ(
        aws.code("elb", "DescribeLoadBalancers", {{"LoadBalancerNames", json::array{"nobody"}}}),
        "LoadBalancerNotFound");
    aws.must("elb", "CreateLoadBalancer", request());
    input = request();
    input["Subnets"] = json::array{first};
    EXPECT_EQ(aws.code("elb", "CreateLoadBalancer", input), "DuplicateLoadBalancerName");
}

TEST_F(ClassicLoadBalancing, InterfacesOutliveTheBalancerForAWhile) {
    aws.must("elb", "CreateLoadBalancer", request());
    aws.must("elb", "DeleteLoadBalancer", named());
    EXPECT_EQ(aws.code("elb", "DescribeLoadBalancers", {{"LoadBalancerNames", json::array{"web"}}}),
              "LoadBalancerNotFound");
    EXPECT_EQ(interfaces(), 2U);
    aws.must("elb", "CreateLoadBalancer", request());
    EXPECT_EQ(interfaces(), 4U) << "the new one has its own";
    aws.pass(std::chrono::minutes(10));
    EXPECT_EQ(interfaces(), 2U);
    aws.must("elb", "DeleteLoadBalancer", named("never-made"));
}

TEST_F(ClassicLoadBalancing, TagsAttributesAndListenersAreKept) {
    aws.must("elb", "CreateLoadBalancer", request());
    const auto tags =
        first_of(aws.must("elb", "DescribeTags", {{"LoadBalancerNames", json::array{"web"}}}),
                 "TagDescriptions");
    EXPECT_EQ(text_of(first_of(tags, "Tags"), "Value"), "shop");
    auto input = named();
    input["LoadBalancerAttributes"] =
        json::object{{"ConnectionSettings", json::object{{"IdleTimeout", 120}}}};
    aws.must("elb", "ModifyLoadBalancerAttributes", input);
    const auto attributes = object_of(aws.must("elb", "DescribeLoadBalancerAttributes", named()),
                                      "LoadBalancerAttributes");
    EXPECT_EQ(number_of(object_of(attributes, "ConnectionSettings"), "IdleTimeout"), 120);
    input = named();
    input["LoadBalancerPorts"] = json::array{80};
    aws.must("elb", "DeleteLoadBalancerListeners", input);
    EXPECT_TRUE(list_of(described(), "ListenerDescriptions").empty());
}

}  // namespace

}  // namespace inland::emulator::testing
