// SPDX-License-Identifier: Apache-2.0
// Machines and the CONNECT proxy of the emulated world follow its hosted zones and Resolver rules.
#include "emulator/connect.h"
#include "emulator/machine/observed_network.h"
#include "tests/emulator/machine/private_cluster.h"

#include <algorithm>
#include <variant>

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::HasSubstr;

const std::string ec2_name = "ec2.eu-central-1.amazonaws.com";

struct Names : ::testing::Test {
    PrivateCluster cluster{{"ec2"}};

    json::object vpc_place() { return {{"VPCRegion", "eu-central-1"}, {"VPCId", cluster.vpc}}; }
    void make_zone(const std::string& name) {
        zone = string_or_empty(
            cluster.aws.must("route53", "CreateHostedZone",
                             {{"Name", name}, {"CallerReference", name}, {"VPC", vpc_place()}}),
            "HostedZone.Id");
    }
    void make_record(json::object set) {
        const json::object change{{"Action", "CREATE"}, {"ResourceRecordSet", std::move(set)}};
        cluster.aws.must("route53", "ChangeResourceRecordSets",
                         {{"HostedZoneId", zone},
                          {"ChangeBatch", json::object{{"Changes", json::array{change}}}}});
    }
    /// A rule that sends a domain of the VPC to a server.
    void forward(const std::string& domain, const std::string& server) {
        const auto endpoint = string_or_empty(
            cluster.aws.must(
                "route53resolver", "CreateResolverEndpoint",
                {{"CreatorRequestId", "out"},
                 {"Direction", "OUTBOUND"},
                 {"SecurityGroupIds", json::array{cluster.endpoint_group}},
                 {"IpAddresses", json::array{json::object{{"SubnetId", cluster.first}},
                                             json::object{{"SubnetId", cluster.second}}}}}),
            "ResolverEndpoint.Id");
        const auto rule = string_or_empty(
            cluster.aws.must("route53resolver", "CreateResolverRule",
                             {{"CreatorRequestId", domain},
                              {"DomainName", domain},
                              {"RuleType", "FORWARD"},
                              {"ResolverEndpointId", endpoint},
                              {"TargetIps", json::array{json::object{{"Ip", server}}}}}),
            "ResolverRule.Id");
        cluster.aws.must("route53resolver", "AssociateResolverRule",
                         {{"ResolverRuleId", rule}, {"VPCId", cluster.vpc}});
        cluster.aws.pass(std::chrono::minutes(5));
    }

    prove::Verdict verdict(std::string_view flow) {
        cluster.make_nodes(1);
        cluster.aws.pass(std::chrono::minutes(3));
        const auto instances =
            cluster.aws.world().store().list(cluster.aws.scope(), kind::instance);
        if (instances.empty())
            return {};
        const RecordKey key{cluster.aws.scope(), std::string(kind::instance),
                            instances.front().first};
        return prove_from_machine(cluster.aws.world(), key, flow);
    }
    std::string connecting_as_machine(const std::string& host) {
        cluster.make_nodes(1);
        cluster.aws.pass(std::chrono::minutes(3));
        const auto instances =
            cluster.aws.world().store().list(cluster.aws.scope(), kind::instance);
        std::string reason = "accepted";
        open_tunnel({cluster.aws.world(), {}},
                    {.host = host, .port = 443, .who = "node/" + instances.front().first},
                    [&](const http::ConnectDecision& made) {
                        if (const auto* refused = std::get_if<http::ConnectRefusal>(&made))
                            reason = refused->reason + "\n" + refused->body;
                    });
        return reason;
    }

    std::string zone;
};

TEST_F(Names, AZoneWithoutTheRecordHidesTheName) {
    make_zone(ec2_name);
    const auto found = verdict("node.ec2");
    EXPECT_EQ(found.outcome, prove::Outcome::Fails);
    EXPECT_EQ(found.symptom, "dial tcp: lookup " + ec2_name + ": no such host");
    ASSERT_FALSE(found.causes.empty());
    EXPECT_EQ(found.causes.front().kind, "name-shadowed");
}

TEST_F(Names, ARuleToAnUnreachableServerTimesOut) {
    forward("amazonaws.com", "172.31.0.53");
    const auto found = verdict("node.ec2");
    EXPECT_EQ(found.outcome, prove::Outcome::Fails);
    EXPECT_EQ(found.symptom, "dial tcp: lookup " + ec2_name + ": i/o timeout");
    EXPECT_EQ(found.causes.front().kind, "name-forwarded");
}

TEST_F(Names, AnAliasToAnEndpointLeadsThere) {
    cluster.aws.must("ec2", "CreateVpcEndpoint",
                     {{"VpcId", cluster.vpc},
                      {"VpcEndpointType", "Interface"},
                      {"ServiceName", "com.amazonaws.eu-central-1.ec2"},
                      {"PrivateDnsEnabled", false},
                      {"SubnetIds", json::array{cluster.first, cluster.second}},
                      {"SecurityGroupIds", json::array{cluster.endpoint_group}}});
    cluster.aws.pass(std::chrono::minutes(3));
    const auto endpoints = cluster.aws.must("ec2", "DescribeVpcEndpoints");
    json::object entry;
    for (const auto& endpoint : list_of(endpoints, "VpcEndpoints"))
        if (text_of(endpoint.get_object(), "ServiceName").ends_with(".ec2"))
            entry = first_of(endpoint.get_object(), "DnsEntries");
    make_zone(ec2_name);
    make_record({{"Name", ec2_name},
                 {"Type", "A"},
                 {"AliasTarget", json::object{{"HostedZoneId", text_of(entry, "HostedZoneId")},
                                              {"DNSName", text_of(entry, "DnsName")},
                                              {"EvaluateTargetHealth", false}}}});
    EXPECT_EQ(verdict("node.ec2").outcome, prove::Outcome::Holds);
}

TEST_F(Names, TheProxySaysWhatAMachineWouldSee) {
    make_zone(ec2_name);
    EXPECT_THAT(connecting_as_machine(ec2_name), HasSubstr("no such host"));
}

}  // namespace
}  // namespace inland::emulator::testing
