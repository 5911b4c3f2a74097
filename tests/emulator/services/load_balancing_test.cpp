// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct LoadBalancing : ::testing::Test {
    ServiceWorld aws;
    std::string vpc = aws.make_vpc();
    std::string first = aws.make_subnet(vpc, "10.40.1.0/24", 'a');
    std::string second = aws.make_subnet(vpc, "10.40.2.0/24", 'b');

    Result<json::object> elb(std::string_view operation, const json::object& input) {
        return aws.call("elasticloadbalancing", operation, input);
    }
    json::object must(std::string_view operation, const json::object& input) {
        return aws.must("elasticloadbalancing", operation, input);
    }
    std::string code(std::string_view operation, const json::object& input) {
        return aws.code("elasticloadbalancing", operation, input);
    }

    [[nodiscard]] json::object request(std::string_view name,
                                       std::string_view type = "application") const {
        return {{"Name", name},
                {"Type", type},
                {"Scheme", "internal"},
                {"Subnets", json::array{first, second}}};
    }
    std::string make_balancer(std::string_view name, std::string_view type = "application") {
        return text_of(first_of(must("CreateLoadBalancer", request(name, type)), "LoadBalancers"),
                       "LoadBalancerArn");
    }
    std::string make_group(std::string_view name, std::string_view protocol = "HTTP",
                           std::string_view type = "ip") {
        return text_of(first_of(must("CreateTargetGroup", {{"Name", name},
                                                           {"Protocol", protocol},
                                                           {"Port", 8080},
                                                           {"TargetType", type},
                                                           {"VpcId", vpc}}),
                                "TargetGroups"),
                       "TargetGroupArn");
    }
    [[nodiscard]] static json::array forward_to(const std::string& group) {
        return {json::object{{"Type", "forward"}, {"TargetGroupArn", group}}};
    }
    std::string make_listener(const std::string& balancer, const std::string& group,
                              std::string_view protocol = "HTTP", int port = 80) {
        return text_of(first_of(must("CreateListener", {{"LoadBalancerArn", balancer},
                                                        {"Protocol", protocol},
                                                        {"Port", port},
                                                        {"DefaultActions", forward_to(group)}}),
                                "Listeners"),
                       "ListenerArn");
    }
    std::string health_of(const std::string& group, std::string_view member = "State") {
        const auto row = first_of(must("DescribeTargetHealth", {{"TargetGroupArn", group}}),
                                  "TargetHealthDescriptions");
        return text_of(object_of(row, "TargetHealth"), member);
    }
    std::string state_of(const std::string& balancer) {
        const auto row =
            first_of(must("DescribeLoadBalancers", {{"LoadBalancerArns", json::array{balancer}}}),
                     "LoadBalancers");
        return text_of(object_of(row, "State"), "Code");
    }
};

TEST_F(LoadBalancing, BalancerBecomesActiveInTimeUnderNamesOfAwsShape) {
    const auto balancer = first_of(must("CreateLoadBalancer", request("web")), "LoadBalancers");
    const auto arn = text_of(balancer, "LoadBalancerArn");
    EXPECT_THAT(arn, HasSubstr(":loadbalancer/app/web/"));
    EXPECT_THAT(text_of(balancer, "DNSName"), StartsWith("internal-web-"));
    EXPECT_THAT(text_of(balancer, "DNSName"), HasSubstr(".eu-central-1.elb.amazonaws.com"));
    EXPECT_EQ(text_of(balancer, "CanonicalHostedZoneId"), "Z215JYRZR1TBD5");
    EXPECT_EQ(state_of(arn), "provisioning");
    aws.pass(std::chrono::minutes(3));
    EXPECT_EQ(state_of(arn), "active");
}

TEST_F(LoadBalancing, SameRequestAgainAnswersTheSameAndAnotherIsRefused) {
    const auto arn = make_balancer("web");
    EXPECT_EQ(make_balancer("web"), arn);
    EXPECT_EQ(code("CreateLoadBalancer", request("web", "network")), "DuplicateLoadBalancerName");
}

TEST_F(LoadBalancing, ApplicationBalancerNeedsTwoZonesAndOneSubnetInEach) {
    auto input = request("web");
    input["Subnets"] = json::array{first};
    EXPECT_EQ(code("CreateLoadBalancer", input), "ValidationError");
    input["Subnets"] = json::array{first, aws.make_subnet(vpc, "10.40.3.0/24", 'a')};
    const auto twice = elb("CreateLoadBalancer", input);
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().message,
              "A load balancer cannot be attached to multiple subnets in the same Availability "
              "Zone");
    input["Subnets"] = json::array{"subnet-0123456789abcdef0", first};
    EXPECT_EQ(code("CreateLoadBalancer", input), "SubnetNotFound");
}

TEST_F(LoadBalancing, InternetFacingBalancerNeedsAnInternetGateway) {
    auto input = request("web");
    input["Scheme"] = "internet-facing";
    EXPECT_EQ(code("CreateLoadBalancer", input), "InvalidSubnet");
    const auto gateway =
        text_of(object_of(aws.must("ec2", "CreateInternetGateway"), "InternetGateway"),
                "InternetGatewayId");
    aws.must("ec2", "AttachInternetGateway", {{"InternetGatewayId", gateway}, {"VpcId", vpc}});
    must("CreateLoadBalancer", input);
    EXPECT_EQ(
        aws.code("ec2", "DetachInternetGateway", {{"InternetGatewayId", gateway}, {"VpcId", vpc}}),
        "DependencyViolation");
}

TEST_F(LoadBalancing, InterfacesOfTheServiceKeepSubnetsUntilTheyAreGone) {
    const auto arn = make_balancer("web");
    const auto interfaces = aws.must(
        "ec2", "DescribeNetworkInterfaces",
        {{"Filters", json::array{json::object{{"Name", "description"},
                                              {"Values", json::array{"ELB app/web/*"}}}}}});
    ASSERT_EQ(list_of(interfaces, "NetworkInterfaces").size(), 2U);
    const auto interface = first_of(interfaces, "NetworkInterfaces");
    EXPECT_EQ(text_of(interface, "RequesterId"), "amazon-elb");
    EXPECT_EQ(text_of(object_of(interface, "Attachment"), "InstanceOwnerId"), "amazon-elb");
    must("DeleteLoadBalancer", {{"LoadBalancerArn", arn}});
    EXPECT_EQ(code("DescribeLoadBalancers", {{"LoadBalancerArns", json::array{arn}}}),
              "LoadBalancerNotFound");
    EXPECT_EQ(aws.code("ec2", "DeleteSubnet", {{"SubnetId", first}}), "DependencyViolation");
    aws.pass(std::chrono::minutes(3));
    aws.must("ec2", "DeleteSubnet", {{"SubnetId", first}});
}

TEST_F(LoadBalancing, DeletionProtectionIsHonoured) {
    const auto arn = make_balancer("web");
    const auto protect = [&](std::string_view value) {
        must("ModifyLoadBalancerAttributes",
             {{"LoadBalancerArn", arn},
              {"Attributes", json::array{json::object{{"Key", "deletion_protection.enabled"},
                                                      {"Value", value}}}}});
    };
    protect("true");
    EXPECT_EQ(code("DeleteLoadBalancer", {{"LoadBalancerArn", arn}}), "OperationNotPermitted");
    protect("false");
    must("DeleteLoadBalancer", {{"LoadBalancerArn", arn}});
}

TEST_F(LoadBalancing, AttributesHaveDefaultsByTypeAndRefuseWhatDoesNotFit) {
    const auto arn = make_balancer("web", "network");
    const auto set = [&](std::string_view key, std::string_view value) {
        return json::object{
            {"LoadBalancerArn", arn},
            {"Attributes", json::array{json::object{{"Key", key}, {"Value", value}}}}};
    };
    EXPECT_EQ(code("ModifyLoadBalancerAttributes", set("idle_timeout.timeout_seconds", "60")),
              "ValidationError");
    EXPECT_EQ(
        code("ModifyLoadBalancerAttributes", set("load_balancing.cross_zone.enabled", "perhaps")),
        "ValidationError");
    const auto output =
        must("ModifyLoadBalancerAttributes", set("load_balancing.cross_zone.enabled", "true"));
    const auto* changed =
        find_where(list_of(output, "Attributes"), "Key", "load_balancing.cross_zone.enabled");
    ASSERT_NE(changed, nullptr);
    EXPECT_EQ(text_of(*changed, "Value"), "true");
}

TEST_F(LoadBalancing, ListenerForwardsToGroupsThatFit) {
    const auto web = make_balancer("web");
    const auto group = make_group("pods");
    make_listener(web, group);
    EXPECT_EQ(code("CreateListener", {{"LoadBalancerArn", web},
                                      {"Protocol", "HTTP"},
                                      {"Port", 80},
                                      {"DefaultActions", forward_to(group)}}),
              "DuplicateListener");
    EXPECT_EQ(code("CreateListener", {{"LoadBalancerArn", web},
                                      {"Protocol", "TCP"},
                                      {"Port", 81},
                                      {"DefaultActions", forward_to(group)}}),
              "UnsupportedProtocol");
    EXPECT_EQ(code("CreateListener", {{"LoadBalancerArn", web},
                                      {"Protocol", "HTTPS"},
                                      {"Port", 443},
                                      {"DefaultActions", forward_to(group)}}),
              "CertificateNotFound");
    EXPECT_EQ(code("CreateListener", {{"LoadBalancerArn", make_balancer("other")},
                                      {"Protocol", "HTTP"},
                                      {"Port", 80},
                                      {"DefaultActions", forward_to(group)}}),
              "TargetGroupAssociationLimit");
    EXPECT_EQ(code("DeleteTargetGroup", {{"TargetGroupArn", group}}), "ResourceInUse");
}

TEST_F(LoadBalancing, RulesAreKeptInOrderOfTheirPriorities) {
    const auto group = make_group("pods");
    const auto listener = make_listener(make_balancer("web"), group);
    const auto add = [&](int priority) {
        return json::object{
            {"ListenerArn", listener},
            {"Priority", priority},
            {"Conditions", json::array{json::object{{"Field", "path-pattern"},
                                                    {"Values", json::array{"/api/*"}}}}},
            {"Actions", forward_to(group)}};
    };
    must("CreateRule", add(20));
    must("CreateRule", add(3));
    EXPECT_EQ(code("CreateRule", add(20)), "PriorityInUse");
    const auto rules = must("DescribeRules", {{"ListenerArn", listener}});
    EXPECT_THAT(values_at(rules, "Rules[].Priority"), ElementsAre("3", "20", "default"));
    const auto last = list_of(rules, "Rules").back().as_object();
    EXPECT_EQ(code("DeleteRule", {{"RuleArn", text_of(last, "RuleArn")}}), "OperationNotPermitted");
}

TEST_F(LoadBalancing, TargetIsUnusedThenInitialThenJudgedByTheNetwork) {
    const auto group = make_group("pods");
    must("RegisterTargets",
         {{"TargetGroupArn", group}, {"Targets", json::array{json::object{{"Id", "10.40.1.77"}}}}});
    EXPECT_EQ(health_of(group), "unused");
    EXPECT_EQ(health_of(group, "Reason"), "Target.NotInUse");
    make_listener(make_balancer("web"), group);
    EXPECT_EQ(health_of(group, "Reason"), "Elb.RegistrationInProgress");
    aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(health_of(group), "unhealthy");  // nothing has the address 10.40.1.77
}

TEST_F(LoadBalancing, ReachableTargetIsHealthyUntilItsGroupAdmitsNobody) {
    const auto interface =
        object_of(aws.must("ec2", "CreateNetworkInterface",
                           {{"SubnetId", first}, {"PrivateIpAddress", "10.40.1.77"}}),
                  "NetworkInterface");
    const auto group = make_group("pods");
    must("RegisterTargets",
         {{"TargetGroupArn", group}, {"Targets", json::array{json::object{{"Id", "10.40.1.77"}}}}});
    make_listener(make_balancer("web"), group);
    aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(health_of(group), "healthy");  // the default group admits its own members
    const auto closed = text_of(
        aws.must("ec2", "CreateSecurityGroup",
                 {{"GroupName", "closed"}, {"Description", "admits nobody"}, {"VpcId", vpc}}),
        "GroupId");
    aws.must("ec2", "ModifyNetworkInterfaceAttribute",
             {{"NetworkInterfaceId", text_of(interface, "NetworkInterfaceId")},
              {"Groups", json::array{closed}}});
    EXPECT_EQ(health_of(group), "unhealthy");
    EXPECT_EQ(health_of(group, "Reason"), "Target.Timeout");
}

TEST_F(LoadBalancing, NetworkBalancerWithoutGroupsSendsWhatTheTargetTakes) {
    const auto open = text_of(
        aws.must("ec2", "CreateSecurityGroup",
                 {{"GroupName", "open"}, {"Description", "admits the subnets"}, {"VpcId", vpc}}),
        "GroupId");
    aws.must("ec2", "AuthorizeSecurityGroupIngress",
             {{"GroupId", open},
              {"IpProtocol", "tcp"},
              {"FromPort", 8080},
              {"ToPort", 8080},
              {"CidrIp", "10.40.0.0/16"}});
    aws.must(
        "ec2", "CreateNetworkInterface",
        {{"SubnetId", first}, {"PrivateIpAddress", "10.40.1.77"}, {"Groups", json::array{open}}});
    const auto group = make_group("pods", "TCP");
    must("RegisterTargets",
         {{"TargetGroupArn", group}, {"Targets", json::array{json::object{{"Id", "10.40.1.77"}}}}});
    make_listener(make_balancer("plain", "network"), group, "TCP");
    aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(health_of(group), "healthy");
}

TEST_F(LoadBalancing, JumpingClockComesToWhereHealthChanges) {
    const auto group = make_group("pods");
    make_listener(make_balancer("web"), group);
    aws.pass(std::chrono::minutes(5));
    must("RegisterTargets",
         {{"TargetGroupArn", group}, {"Targets", json::array{json::object{{"Id", "10.40.1.77"}}}}});
    const auto jump = [&] {
        const auto next = aws.world().scheduler().next_jump();
        if (next)
            aws.pass(*next - aws.world().now());
        return next.has_value();
    };
    while (jump())
        continue;
    EXPECT_EQ(health_of(group), "unhealthy");
    must("DeregisterTargets",
         {{"TargetGroupArn", group}, {"Targets", json::array{json::object{{"Id", "10.40.1.77"}}}}});
    EXPECT_EQ(health_of(group), "draining");
    while (jump())
        continue;
    EXPECT_EQ(health_of(group), "");
}

TEST_F(LoadBalancing, DeregisteredTargetDrainsAndIsForgotten) {
    const auto group = make_group("pods");
    const json::object targets{{"TargetGroupArn", group},
                               {"Targets", json::array{json::object{{"Id", "10.40.1.77"}}}}};
    must("RegisterTargets", targets);
    must("DeregisterTargets", targets);
    EXPECT_EQ(health_of(group), "draining");
    aws.pass(std::chrono::minutes(6));
    EXPECT_TRUE(list_of(must("DescribeTargetHealth", {{"TargetGroupArn", group}}),
                        "TargetHealthDescriptions")
                    .empty());
    EXPECT_EQ(text_of(object_of(first_of(must("DescribeTargetHealth", targets),
                                         "TargetHealthDescriptions"),
                                "TargetHealth"),
                      "Reason"),
              "Target.NotRegistered");
}

TEST_F(LoadBalancing, TargetsAreCheckedAgainstTheGroupsNetwork) {
    const auto refused = [&](const std::string& group, std::string_view id) {
        return code("RegisterTargets", {{"TargetGroupArn", group},
                                        {"Targets", json::array{json::object{{"Id", id}}}}});
    };
    EXPECT_EQ(refused(make_group("pods"), "8.8.8.8"), "InvalidTarget");
    EXPECT_EQ(refused(make_group("nodes", "HTTP", "instance"), "i-0123456789abcdef0"),
              "InvalidTarget");
}

TEST_F(LoadBalancing, PortsThatAreNoneAreRefused) {
    json::object group{{"Name", "pods"}, {"Protocol", "HTTP"},
                       {"Port", 80},     {"TargetType", "ip"},
                       {"VpcId", vpc},   {"HealthCheckPort", "99999999999"}};
    EXPECT_EQ(code("CreateTargetGroup", group), "ValidationError");
    EXPECT_EQ(code("RegisterTargets",
                   {{"TargetGroupArn", make_group("pods")},
                    {"Targets", json::array{json::object{{"Id", "10.40.1.77"}, {"Port", 70000}}}}}),
              "ValidationError");
}

TEST_F(LoadBalancing, SubnetsAndGroupsOfABalancerChange) {
    const auto arn = make_balancer("web");
    const auto third = aws.make_subnet(vpc, "10.40.3.0/24", 'c');
    const auto output =
        must("SetSubnets", {{"LoadBalancerArn", arn}, {"Subnets", json::array{first, third}}});
    EXPECT_THAT(values_at(output, "AvailabilityZones[].SubnetId"), ElementsAre(first, third));
    aws.must("ec2", "DeleteSubnet", {{"SubnetId", second}});
    EXPECT_EQ(code("SetSecurityGroups", {{"LoadBalancerArn", arn},
                                         {"SecurityGroups", json::array{"sg-0123456789abcdef0"}}}),
              "InvalidSecurityGroup");
    EXPECT_EQ(code("SetIpAddressType", {{"LoadBalancerArn", arn}, {"IpAddressType", "dualstack"}}),
              "ValidationError");
}

TEST_F(LoadBalancing, TagsBelongToEveryKindOfResource) {
    const auto arn = make_balancer("web");
    const json::object added{
        {"ResourceArns", json::array{arn}},
        {"Tags", json::array{json::object{{"Key", "team"}, {"Value", "platform"}}}}};
    must("AddTags", added);
    const auto tags = must("DescribeTags", {{"ResourceArns", json::array{arn}}});
    EXPECT_THAT(values_at(tags, "TagDescriptions[].Tags[].Value"), ElementsAre("platform"));
    must("RemoveTags", {{"ResourceArns", json::array{arn}}, {"TagKeys", json::array{"team"}}});
    EXPECT_TRUE(values_at(must("DescribeTags", {{"ResourceArns", json::array{arn}}}),
                          "TagDescriptions[].Tags[].Value")
                    .empty());
}

TEST_F(LoadBalancing, WhatIsNotEmulatedIsSaidByName) {
    auto input = request("edge");
    input["Type"] = "gateway";
    const auto refused = elb("CreateLoadBalancer", input);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("not emulated by Inland"));
}

}  // namespace

}  // namespace inland::emulator::testing
