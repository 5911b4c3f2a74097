// SPDX-License-Identifier: Apache-2.0
// Services of type LoadBalancer and the service controller that EKS runs: what it makes of them in
// the emulated account, and who reaches it.
#include "emulator/cluster/attempt.h"
#include "emulator/cluster/workloads/controllers.h"
#include "emulator/cluster/workloads/new_object.h"
#include "tests/emulator/machine/private_cluster.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using cluster::type_of;
using ::testing::HasSubstr;

struct BalancedServices : ::testing::Test {
    PrivateCluster cluster;
    World& world = cluster.aws.world();

    void SetUp() override {
        cluster.aws.must("iam", "AttachRolePolicy",
                         {{"RoleName", "cluster"},
                          {"PolicyArn", "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"}});
        cluster.make_nodes();
        cluster.aws.pass(std::chrono::minutes(5));
        make("", "namespaces", {{"metadata", json::object{{"name", "shop"}}}});
        make("apps", "deployments",
             *parse_json(R"({"metadata": {"name": "orders", "namespace": "shop"},
                 "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "orders"}},
                   "template": {"metadata": {"labels": {"app": "orders"}},
                     "spec": {"containers": [{"name": "web", "image": "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause:3.10"}]}}}})")
                  ->if_object());
        cluster.aws.pass(std::chrono::minutes(2));
    }

    void make(std::string_view group, std::string_view plural, json::object object) {
        auto objects = cluster.objects();
        const auto made =
            cluster::create_object(objects, type_of(group, plural), std::move(object));
        ASSERT_TRUE(made) << made.error().message;
        cluster::reconcile(objects);
    }
    void make(std::string_view group, std::string_view plural, const json::object* object) {
        make(group, plural, json::object(*object));
    }
    void make_service(json::object annotations, json::object more = {}) {
        json::object spec{{"type", "LoadBalancer"},
                          {"selector", json::object{{"app", "orders"}}},
                          {"ports", json::array{json::object{{"port", 80}, {"targetPort", 8080}}}}};
        for (const auto& [member, value] : more)
            spec[member] = value;
        make("", "services",
             {{"metadata", json::object{{"name", "orders"},
                                        {"namespace", "shop"},
                                        {"annotations", std::move(annotations)}}},
              {"spec", std::move(spec)}});
        cluster.aws.pass(std::chrono::minutes(5));
    }
    static json::object internal(std::string_view value = "true") {
        return {{"service.beta.kubernetes.io/aws-load-balancer-internal", value}};
    }
    static json::object network() {
        auto annotations = internal();
        annotations["service.beta.kubernetes.io/aws-load-balancer-type"] = "nlb";
        return annotations;
    }
    std::string host() {
        const auto* service = cluster.objects().find(type_of("", "services"), "shop", "orders");
        if (service == nullptr)
            return "no service";
        const auto& ingress = find_array(*service, "status.loadBalancer.ingress");
        return ingress.empty() ? "" : string_or_empty(ingress.front(), "hostname");
    }
    std::string events() {
        std::string all;
        for (const auto* event : cluster.objects().list(type_of("", "events"), "shop"))
            if (find_string(*event, "involvedObject.kind") == "Service")
                all += string_or_empty(*event, "reason") + ": " +
                       string_or_empty(*event, "message") + "\n";
        return all;
    }
    Attempt call(const std::string& who, std::uint16_t port = 80) {
        return connect_as(world, who, host(), port);
    }
    std::string said(const Attempt& attempt) {
        std::string all = attempt.detail + "\n";
        for (const auto& step : attempt.steps)
            all += step + "\n";
        return all;
    }
    std::size_t count(std::string_view kind) {
        return world.store().list(cluster.aws.scope(), kind).size();
    }
};

constexpr std::string_view classic_kind = "elasticloadbalancing:classic-load-balancer";

TEST_F(BalancedServices, InternalOneAnswersTheConnectedNetworkAndNobodyOutside) {
    make_service(internal());
    EXPECT_THAT(host(), HasSubstr("internal-a")) << events();
    EXPECT_EQ(count(classic_kind), 1U);
    const auto near = call("192.168.0.10");
    EXPECT_EQ(near.end, AttemptEnd::Connected) << said(near);
    EXPECT_THAT(near.detail, HasSubstr("pod/shop/orders-"));
    EXPECT_EQ(call("laptop").end, AttemptEnd::TimedOut);
    EXPECT_EQ(call("172.31.0.1").end, AttemptEnd::TimedOut);
    EXPECT_EQ(resolve_as(world, "laptop", host()).end, AttemptEnd::Resolved)
        << "the name is public, its addresses are not";
}

TEST_F(BalancedServices, AnythingButFalseIsInternal) {
    make_service(internal("0.0.0.0/0"));
    EXPECT_THAT(host(), HasSubstr("internal-a")) << events();
}

TEST_F(BalancedServices, NetworkOneKeepsTheClientsAddresses) {
    make_service(network());
    EXPECT_THAT(host(), HasSubstr(".elb.eu-central-1.amazonaws.com")) << events();
    EXPECT_EQ(count(kind::load_balancer), 1U);
    const auto near = call("192.168.0.10");
    EXPECT_EQ(near.end, AttemptEnd::Connected) << said(near);
}

TEST_F(BalancedServices, SourceRangesKeepClientsOut) {
    make_service(internal(), {{"loadBalancerSourceRanges", json::array{"10.0.0.0/8"}}});
    const auto far = call("192.168.0.10");
    EXPECT_EQ(far.end, AttemptEnd::TimedOut) << said(far);
    EXPECT_THAT(said(far), HasSubstr("security-group-ingress"));
}

TEST_F(BalancedServices, InternetFacingOneHasNoSubnetsWithoutAWayOut) {
    make_service({});
    EXPECT_EQ(host(), "");
    EXPECT_THAT(events(), HasSubstr("SyncLoadBalancerFailed: Error syncing load balancer: failed "
                                    "to ensure load balancer: could not find any suitable subnets "
                                    "for creating the ELB"));
}

TEST_F(BalancedServices, OneWithoutPodsIsReset) {
    make_service(internal(), {{"selector", json::object{{"app", "nobody"}}}});
    const auto near = call("192.168.0.10");
    EXPECT_EQ(near.end, AttemptEnd::Refused) << said(near);
}

TEST_F(BalancedServices, GoesWithAllThatWasMadeForIt) {
    const auto groups = count(kind::security_group);
    make_service(internal());
    EXPECT_EQ(count(kind::security_group), groups + 1);
    auto objects = cluster.objects();
    ASSERT_TRUE(objects.erase(type_of("", "services"), "shop", "orders"));
    cluster::reconcile(objects);
    EXPECT_EQ(count(classic_kind), 0U);
    EXPECT_NE(host(), "no service") << "it waits for the balancer's interfaces";
    cluster.aws.pass(std::chrono::minutes(10));
    EXPECT_EQ(host(), "no service") << events();
    EXPECT_EQ(count(kind::security_group), groups);
}

TEST_F(BalancedServices, NeedTheRightsOfTheClustersRole) {
    cluster.aws.must(
        "iam", "DetachRolePolicy",
        {{"RoleName", "cluster"}, {"PolicyArn", "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"}});
    make_service(internal());
    EXPECT_EQ(host(), "");
    EXPECT_THAT(events(), HasSubstr("UnauthorizedOperation"));
}

TEST_F(BalancedServices, AreLeftAloneWithAClass) {
    make_service(internal(), {{"loadBalancerClass", "service.k8s.aws/nlb"}});
    EXPECT_EQ(host(), "");
    EXPECT_EQ(events(), "");
}

}  // namespace
}  // namespace inland::emulator::testing
