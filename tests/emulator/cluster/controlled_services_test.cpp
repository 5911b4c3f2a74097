// SPDX-License-Identifier: Apache-2.0
// Services and the AWS Load Balancer Controller: what it makes of them, and what keeps it from
// that.
#include "emulator/cluster/attempt.h"
#include "emulator/cluster/workloads/controllers.h"
#include "emulator/cluster/workloads/new_object.h"
#include "tests/emulator/machine/private_cluster.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using cluster::type_of;
using ::testing::HasSubstr;

constexpr std::string_view image = "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause:3.10";

json::object deployment(std::string_view name, std::string_view name_space,
                        const json::object& labels) {
    return {{"metadata", json::object{{"name", name}, {"namespace", name_space}}},
            {"spec",
             json::object{
                 {"replicas", 2},
                 {"selector", json::object{{"matchLabels", labels}}},
                 {"template",
                  json::object{{"metadata", json::object{{"labels", labels}}},
                               {"spec", json::object{{"containers", json::array{json::object{
                                                                        {"name", "main"},
                                                                        {"image", image}}}}}}}}}}};
}

struct ControlledServices : ::testing::Test {
    PrivateCluster cluster;
    World& world = cluster.aws.world();

    void SetUp() override {
        cluster.aws.must("iam", "AttachRolePolicy",
                         {{"RoleName", "cluster"},
                          {"PolicyArn", "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"}});
        cluster.aws.must(
            "iam", "PutRolePolicy",
            {{"RoleName", "node"},
             {"PolicyName", "balancers"},
             {"PolicyDocument",
              R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:*","elasticloadbalancing:*"],"Resource":"*"}]})"}});
        cluster.make_nodes();
        cluster.aws.pass(std::chrono::minutes(5));
        make("", "namespaces", {{"metadata", json::object{{"name", "shop"}}}});
        make("apps", "deployments", deployment("orders", "shop", {{"app", "orders"}}));
        make("apps", "deployments",
             deployment("aws-load-balancer-controller", "kube-system",
                        {{"app.kubernetes.io/name", "aws-load-balancer-controller"}}));
        cluster.aws.pass(std::chrono::minutes(2));
    }

    void give_way() { cluster.make_endpoint("elasticloadbalancing"); }
    void tag_subnets() {
        cluster.aws.must(
            "ec2", "CreateTags",
            {{"Resources", json::array{cluster.first, cluster.second}},
             {"Tags", json::array{json::object{{"Key", "kubernetes.io/role/internal-elb"},
                                               {"Value", "1"}}}}});
    }

    void make(std::string_view group, std::string_view plural, json::object object) {
        auto objects = cluster.objects();
        const auto made =
            cluster::create_object(objects, type_of(group, plural), std::move(object));
        ASSERT_TRUE(made) << made.error().message;
        cluster::reconcile(objects);
    }
    void make_service(json::object annotations) {
        make("", "services",
             {{"metadata", json::object{{"name", "orders"},
                                        {"namespace", "shop"},
                                        {"annotations", std::move(annotations)}}},
              {"spec", json::object{{"type", "LoadBalancer"},
                                    {"selector", json::object{{"app", "orders"}}},
                                    {"ports", json::array{json::object{{"port", 80},
                                                                       {"targetPort", 8080}}}}}}});
        cluster.aws.pass(std::chrono::minutes(5));
    }
    static json::object annotation(std::string_view suffix, std::string_view value) {
        return {{"service.beta.kubernetes.io/aws-load-balancer-" + std::string(suffix), value}};
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
    std::string called(const std::string& who) {
        const auto attempt = connect_as(world, who, host(), 80);
        std::string all = attempt.detail;
        for (const auto& step : attempt.steps)
            all += "\n" + step;
        return all;
    }
};

TEST_F(ControlledServices, AreInternalUnlessTheySayOtherwise) {
    give_way();
    tag_subnets();
    make_service({});
    EXPECT_THAT(host(), HasSubstr("k8s-shop-orders-")) << events();
    EXPECT_THAT(called("192.168.0.10"), HasSubstr("pod/shop/orders-"));
    EXPECT_THAT(called("laptop"), HasSubstr("i/o timeout"));
}

TEST_F(ControlledServices, ReachPodsThemselvesByTheirAddresses) {
    give_way();
    tag_subnets();
    make_service(annotation("nlb-target-type", "ip"));
    EXPECT_THAT(called("192.168.0.10"), HasSubstr("pod/shop/orders-")) << events();
}

TEST_F(ControlledServices, NeedSubnetsWithTheRolesTag) {
    give_way();
    make_service({});
    EXPECT_EQ(host(), "");
    EXPECT_THAT(events(), HasSubstr("unable to resolve at least one subnet (0 match VPC and tags: "
                                    "[kubernetes.io/role/internal-elb])"));
}

TEST_F(ControlledServices, NeedAWayToElasticLoadBalancing) {
    tag_subnets();
    make_service({});
    EXPECT_EQ(host(), "");
    EXPECT_THAT(events(), HasSubstr("elasticloadbalancing.eu-central-1.amazonaws.com/\": dial tcp: "
                                    "i/o timeout"));
}

TEST_F(ControlledServices, SayInternalAsABoolean) {
    give_way();
    tag_subnets();
    make_service(annotation("internal", "0.0.0.0/0"));
    EXPECT_EQ(host(), "");
    EXPECT_THAT(events(), HasSubstr("FailedBuildModel: Failed build model due to failed to parse "
                                    "bool annotation"));
}

TEST_F(ControlledServices, GoWithTheirBalancer) {
    give_way();
    tag_subnets();
    make_service({});
    auto objects = cluster.objects();
    ASSERT_TRUE(objects.erase(type_of("", "services"), "shop", "orders"));
    cluster::reconcile(objects);
    cluster.aws.pass(std::chrono::minutes(15));
    EXPECT_EQ(host(), "no service") << events();
    EXPECT_TRUE(world.store().list(cluster.aws.scope(), kind::target_group).empty());
}

}  // namespace
}  // namespace inland::emulator::testing
