// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tables.h"

#include "core/json.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace inland::knowledge {
namespace {

const Tables& tables() {
    return built_in();
}

TEST(Tables, HoldEveryFlowOfTheContract) {
    for (const char* id : {"node.dns",
                           "node.api-server",
                           "node.ec2",
                           "node.ecr-api",
                           "node.ecr-dkr",
                           "node.s3-layers",
                           "node.eks",
                           "node.user-data",
                           "node.identity",
                           "node.images",
                           "node.node",
                           "control-plane.kubelet",
                           "control-plane.webhook",
                           "pod.coredns",
                           "pod.sts",
                           "pod.eks-auth",
                           "client.api-name",
                           "client.api-server",
                           "client.pods",
                           "client.load-balancer",
                           "pod.client-network",
                           "dns.forward",
                           "cluster.subnets",
                           "internet.egress",
                           "internet.ingress",
                           "exfiltration.endpoint-policy"}) {
        const auto* flow = tables().flow(id);
        ASSERT_NE(flow, nullptr) << id;
        EXPECT_EQ(flow->id, id);
    }
}

TEST(Tables, FindFamiliesOfFlowsByPattern) {
    ASSERT_NE(tables().flow("addon.vpc-cni.ec2"), nullptr);
    EXPECT_EQ(tables().flow("addon.vpc-cni.ec2")->id, "addon.{addon}.{service}");
    ASSERT_NE(tables().flow("operator.eks"), nullptr);
    EXPECT_EQ(tables().flow("nonsense.eks"), nullptr);
}

TEST(Tables, HoldEveryCauseKindOfTheContract) {
    for (const char* kind : {"no-endpoint",
                             "endpoint-zone",
                             "endpoint-policy",
                             "no-route",
                             "no-prefix-list-route",
                             "blackhole-route",
                             "security-group-egress",
                             "security-group-ingress",
                             "nacl-egress",
                             "nacl-ingress",
                             "private-dns-off",
                             "vpc-dns-support-off",
                             "vpc-dns-hostnames-off",
                             "dhcp-dns-servers",
                             "dhcp-domain-name",
                             "name-shadowed",
                             "name-forwarded",
                             "name-not-found",
                             "api-private-access-off",
                             "api-public-cidrs",
                             "role-not-mapped",
                             "iam-policy",
                             "user-data",
                             "image-not-reachable",
                             "subnet-full",
                             "zone-not-supported",
                             "controller-flag",
                             "version-not-supported",
                             "internet-gateway-route",
                             "nat-route",
                             "public-access-on",
                             "missing-fact"})
        EXPECT_NE(tables().cause(kind), nullptr) << kind;
}

TEST(Tables, NameEndpointServicesByPartition) {
    EXPECT_EQ(tables().endpoint_service_name("ecr.api", "eu-central-1"),
              "com.amazonaws.eu-central-1.ecr.api");
    EXPECT_EQ(tables().endpoint_service_name("ecr.api", "cn-north-1"),
              "cn.com.amazonaws.cn-north-1.ecr.api");
    EXPECT_EQ(tables().endpoint_service_name("s3", "cn-north-1"), "com.amazonaws.cn-north-1.s3");
    EXPECT_EQ(tables().endpoint_service_name("route53", "eu-west-1"), "com.amazonaws.route53");
}

TEST(Tables, FindEndpointServicesByFullName) {
    for (const auto& endpoint : tables().endpoints)
        for (const char* region : {"eu-central-1", "cn-north-1", "us-gov-west-1"}) {
            const auto* found =
                tables().endpoint_of_name(tables().endpoint_service_name(endpoint.service, region));
            ASSERT_NE(found, nullptr) << endpoint.service;
            EXPECT_EQ(found->service, endpoint.service);
        }
    EXPECT_EQ(tables().endpoint_of_name("com.amazonaws.nowhere-1.ec2"), nullptr);
    EXPECT_EQ(tables().endpoint_of_name("com.amazonaws.eu-central-1.nothing"), nullptr);
}

TEST(Tables, FillInPlaceholders) {
    const auto values = placeholders_of(tables(), "cn-north-1");
    EXPECT_EQ(expand(tables().service("ecr.dkr")->host, values),
              "918309763551.dkr.ecr.cn-north-1.amazonaws.com.cn");
    EXPECT_EQ(expand(R"({"a": "{region}", "b": {unknown}})", values),
              R"({"a": "cn-north-1", "b": {unknown}})");
    EXPECT_EQ(expand("{region", values), "{region");
}

TEST(Tables, GiveEndpointsTheZonesOfTheirNames) {
    EXPECT_EQ(tables().endpoint("ecr.dkr")->zones,
              std::vector<std::string>{"dkr.ecr.{region}.{suffix}"});
}

TEST(Tables, HaveOneDefaultVersionOfEachManagedAddonForEachSupportedMinor) {
    for (const auto& addon : tables().addons)
        for (const char* minor : {"1.30", "1.31", "1.32", "1.33", "1.34", "1.35"}) {
            if (addon.kind != AddonKind::EksManaged)
                continue;
            const auto defaults = std::ranges::count_if(addon.versions, [&](const auto& version) {
                return version.is_default &&
                       std::ranges::find(version.kubernetes, minor) != version.kubernetes.end();
            });
            EXPECT_EQ(defaults, 1) << addon.name << " on " << minor;
        }
}

TEST(Tables, HaveOneDefaultKubernetesVersion) {
    EXPECT_EQ(std::ranges::count_if(tables().versions, &KubernetesVersion::is_default), 1);
}

TEST(Tables, JoinAl2023InTheOrderOfItsBoot) {
    const auto* join = tables().join("al2023");
    ASSERT_NE(join, nullptr);
    std::vector<std::string> flows;
    Duration total{};
    for (const auto& step : join->steps) {
        flows.push_back(step.flow);
        total += step.takes;
        EXPECT_FALSE(step.console_failure.empty()) << step.flow;
    }
    EXPECT_EQ(flows.front(), "node.user-data");
    EXPECT_EQ(flows.back(), "addon.vpc-cni.ec2");
    EXPECT_EQ(total, tables().typical("eks.KubeletReady"));
}

/// EKS-FACTS' stable substrings, by which people search for their trouble.
TEST(Tables, SayFailuresInTheAgentsOwnWords) {
    std::string all;
    for (const auto& step : tables().join("al2023")->steps)
        for (const auto& line : step.console_failure)
            all += line + "\n";
    for (const char* words :
         {"exceeded maximum number of attempts, 30", "i/o timeout", "{complaint}",
          "no basic auth credentials", "starport-layer-bucket", "cni plugin not initialized"})
        EXPECT_NE(all.find(words), std::string::npos) << words;
}

TEST(Tables, KnowHowLongOperationsTake) {
    EXPECT_EQ(tables().typical("eks.CreateCluster"), std::chrono::seconds(570));
    EXPECT_EQ(tables().typical("eks.NodesNeverJoin"), std::chrono::minutes(15));
    EXPECT_EQ(tables().typical("nothing.Known"), Duration{});
    for (const auto& row : tables().durations) {
        EXPECT_LE(row.minimum, row.typical) << row.operation;
        EXPECT_LE(row.typical, row.maximum) << row.operation;
    }
}

TEST(Tables, HoldPoliciesAsJson) {
    for (const auto& policy : tables().policies)
        EXPECT_TRUE(parse_json(policy.document)) << policy.arn;
    EXPECT_NE(tables().policy("arn:{partition}:iam::aws:policy/AmazonEKSWorkerNodePolicy"),
              nullptr);
}

TEST(Tables, PairZoneNamesWithIdsInEveryPublicRegion) {
    for (const auto& region : tables().regions) {
        EXPECT_GE(region.zones.size(), 2U) << region.name;
        EXPECT_EQ(region.registry_account.size(), 12U) << region.name;
        std::set<std::string> ids;
        for (const auto& [name, id] : region.zone_ids)
            ids.insert(id);
        EXPECT_EQ(ids.size(), region.zone_ids.size()) << region.name;
        if (!region.partition.starts_with("aws-iso") && region.partition != "aws-eusc") {
            EXPECT_EQ(region.zone_ids.size(), region.zones.size()) << region.name;
        }
    }
    EXPECT_EQ(tables().region("eu-central-1")->zone_ids.at("eu-central-1b"), "euc1-az2");
}

TEST(Tables, NameTheSourceOfEveryRow) {
    const auto sourced = [](const auto& rows) {
        return std::ranges::all_of(rows, [](const auto& row) { return !row.source.empty(); });
    };
    EXPECT_TRUE(sourced(tables().partitions));
    EXPECT_TRUE(sourced(tables().regions));
    EXPECT_TRUE(sourced(tables().endpoints));
    EXPECT_TRUE(sourced(tables().services));
    EXPECT_TRUE(sourced(tables().addons));
    EXPECT_TRUE(sourced(tables().flows));
    EXPECT_TRUE(sourced(tables().versions));
    EXPECT_TRUE(sourced(tables().amis));
    EXPECT_TRUE(sourced(tables().instance_types));
    EXPECT_TRUE(sourced(tables().durations));
    EXPECT_TRUE(sourced(tables().rates));
    EXPECT_TRUE(sourced(tables().quotas));
    EXPECT_TRUE(sourced(tables().balancing_attributes));
    EXPECT_TRUE(sourced(tables().balancing_zones));
    EXPECT_TRUE(sourced(tables().tls_policies));
    EXPECT_TRUE(sourced(tables().policies));
    EXPECT_TRUE(sourced(tables().causes));
}

}  // namespace
}  // namespace inland::knowledge
