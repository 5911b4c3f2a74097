// SPDX-License-Identifier: Apache-2.0
// Services of type LoadBalancer: what kubectl asks for stands in the account, curl gets an answer
// from the client's side and none from outside, and what breaks the way is what a proof of the
// living cluster says.
#include "tests/peers/aws_calls.h"
#include "tests/support/embedded_aws.h"

#include <ostream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view shop = R"(
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec:
      containers:
      - {name: web, image: "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause:3.10"}
---
apiVersion: v1
kind: Service
metadata:
  name: orders
  namespace: shop
  annotations: {ANNOTATIONS}
spec:
  type: LoadBalancer
  selector: {app: orders}
  ports: [{name: http, port: 80, targetPort: 8080}]
)";
constexpr std::string_view internal =
    R"(service.beta.kubernetes.io/aws-load-balancer-internal: "true")";
constexpr std::string_view network =
    R"(service.beta.kubernetes.io/aws-load-balancer-internal: "true", )"
    R"(service.beta.kubernetes.io/aws-load-balancer-type: nlb)";

class LoadBalancers : public ::testing::Test {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        curl_ = find_program("curl").value_or("");
        if (kubectl_.empty() || curl_.empty())
            GTEST_SKIP() << "there is no kubectl, or no curl, on PATH";
        spec_ = aws_.write("cluster.yaml", example_spec());
        const auto applied = aws_.inland({"apply", spec_, "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
    }

    std::string manifest(std::string_view annotations) const {
        std::string text(shop);
        constexpr std::string_view mark = "ANNOTATIONS";
        text.replace(text.find(mark), mark.size(), annotations);
        return aws_.write("shop.yaml", text);
    }
    std::string kubectl(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), kubectl_);
        const auto result = aws_.run(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }
    void serve(std::string_view annotations) const {
        kubectl({"apply", "-f", manifest(annotations)});
        kubectl({"rollout", "status", "deployment/orders", "-n", "shop", "--timeout=60s"});
    }
    std::string host() const {
        return kubectl({"get", "service", "orders", "-n", "shop", "-o",
                        "jsonpath={.status.loadBalancer.ingress[0].hostname}"});
    }
    std::string events() const {
        return kubectl({"get", "events", "-n", "shop", "--field-selector",
                        "involvedObject.kind=Service", "-o", "custom-columns=:.reason,:.message"});
    }
    /// What curl gets, or what it says when it gets nothing.
    std::string fetch(const std::string& who, const std::string& host) const {
        const auto proxy = fmt::format("http://{}@{}", who, aws_.url().substr(7));
        const auto result = aws_.run({curl_, "-sS", "--max-time", "20", "--proxytunnel", "--proxy",
                                      proxy, fmt::format("http://{}/", host)});
        return result.out + result.err;
    }
    [[nodiscard]] std::vector<std::string> causes() const {
        const auto result = aws_.inland({"prove", "--live", "atlas", "-o", "json"});
        const auto proof = parse_json(result.out).value_or(json::value());
        std::vector<std::string> kinds;
        for (const auto& row : find_array(proof, "clusters.0.flows"))
            if (string_or_empty(row, "flow") == "client.load-balancer")
                for (const auto& cause : find_array(row, "causes"))
                    kinds.push_back(string_or_empty(cause, "kind"));
        return kinds;
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    std::string kubectl_, curl_, spec_;
};

TEST_F(LoadBalancers, AnswerTheClientsSideAndNobodyOutside) {
    for (const auto annotations : {internal, network}) {
        serve(annotations);
        EXPECT_THAT(host(), HasSubstr("amazonaws.com")) << events();
        EXPECT_THAT(fetch("192.168.0.10", host()), HasSubstr("pod/shop/orders-"));
        EXPECT_THAT(fetch("laptop", host()), Not(HasSubstr("pod/shop/orders-")));
        EXPECT_THAT(causes(), IsEmpty());
        kubectl({"delete", "service", "orders", "-n", "shop"});
    }
    EXPECT_TRUE(find_array(calls_.call("elb", "DescribeLoadBalancers"), "LoadBalancerDescriptions")
                    .empty());
}

TEST_F(LoadBalancers, ThatFaceTheInternetHaveNoPlaceInAPrivateNetwork) {
    const auto linted = aws_.inland({"lint", manifest("")});
    EXPECT_THAT(linted.out + linted.err, HasSubstr("internet-facing"));
    serve("");
    EXPECT_EQ(host(), "");
    EXPECT_THAT(events(), HasSubstr("could not find any suitable subnets for creating the ELB"));
}

TEST_F(LoadBalancers, GoWithTheClusterWhenItIsDestroyed) {
    serve(internal);
    ASSERT_THAT(host(), HasSubstr("amazonaws.com")) << events();
    const auto destroyed = aws_.inland({"destroy", "atlas", "--yes"});
    EXPECT_EQ(destroyed.exit_code, 0) << destroyed.err;
    EXPECT_THAT(destroyed.err, HasSubstr("load balancer a"));
    EXPECT_TRUE(find_array(calls_.call("elb", "DescribeLoadBalancers"), "LoadBalancerDescriptions")
                    .empty());
    EXPECT_TRUE(
        find_array(calls_.ec2("DescribeVpcs", filtered("cidr", "10.40.0.0/16")), "Vpcs").empty());
}

void deny_clients(AwsCalls& calls) {
    const auto acls = calls.ec2("DescribeNetworkAcls");
    for (const auto& acl : find_array(acls, "NetworkAcls"))
        calls.ec2("CreateNetworkAclEntry", {{"NetworkAclId", string_or_empty(acl, "NetworkAclId")},
                                            {"RuleNumber", 50},
                                            {"Protocol", "6"},
                                            {"RuleAction", "deny"},
                                            {"Egress", false},
                                            {"CidrBlock", "192.168.0.0/16"},
                                            {"PortRange", {{"From", 80}, {"To", 80}}}});
}

void close_its_group(AwsCalls& calls) {
    const auto groups = calls.ec2("DescribeSecurityGroups");
    for (const auto& group : find_array(groups, "SecurityGroups"))
        if (string_or_empty(group, "GroupName").starts_with("k8s-elb-"))
            calls.ec2("RevokeSecurityGroupIngress",
                      {{"GroupId", string_or_empty(group, "GroupId")},
                       {"IpPermissions", find_array(group, "IpPermissions")}});
}

void take_the_routes(AwsCalls& calls) {
    const auto tables = calls.ec2("DescribeRouteTables");
    for (const auto& table : find_array(tables, "RouteTables"))
        for (const auto& gateway : find_array(table, "PropagatingVgws"))
            calls.ec2("DisableVgwRoutePropagation",
                      {{"RouteTableId", string_or_empty(table, "RouteTableId")},
                       {"GatewayId", string_or_empty(gateway, "GatewayId")}});
}

struct Broken {
    std::string_view name;
    void (*break_it)(AwsCalls& calls);
    std::string_view cause;
};

void PrintTo(const Broken& broken, std::ostream* out) {
    *out << broken.name;
}

class BrokenLoadBalancer : public LoadBalancers, public ::testing::WithParamInterface<Broken> {};

TEST_P(BrokenLoadBalancer, AnswersNobodyAndTheProofSaysWhy) {
    serve(internal);
    const auto name = host();
    ASSERT_THAT(fetch("192.168.0.10", name), HasSubstr("pod/shop/orders-"));
    GetParam().break_it(calls_);
    EXPECT_THAT(fetch("192.168.0.10", name),
                AllOf(Not(HasSubstr("pod/shop/orders-")), HasSubstr("504")));
    EXPECT_THAT(causes(), Contains(GetParam().cause));
}

INSTANTIATE_TEST_SUITE_P(
    LoadBalancers, BrokenLoadBalancer,
    ::testing::Values(Broken{"AnAclStopsClients", deny_clients, "nacl-ingress"},
                      Broken{"ItsGroupAdmitsNobody", close_its_group, "security-group-ingress"},
                      Broken{"NoRouteLeadsBack", take_the_routes, "no-route"}),
    [](const auto& broken) { return std::string(broken.param.name); });

}  // namespace
}  // namespace inland::testing
