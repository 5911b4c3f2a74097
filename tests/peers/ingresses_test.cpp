// SPDX-License-Identifier: Apache-2.0
// Ingresses: what kubectl asks for stands in the account as an Application Load Balancer, curl gets
// its answer from the pod of the right rule on the client's side and none from outside, and what
// breaks the way is what lint and a proof of the living cluster say.
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
)";

/// A Deployment and its Service.
constexpr std::string_view workload = R"(
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: NAME}}
  template:
    metadata: {labels: {app: NAME}}
    spec:
      containers:
      - name: web
        image: "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause:3.10"
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: NAME, namespace: shop}
spec:
  selector: {app: NAME}
  ports: [{name: web, port: 80, targetPort: http}]
)";

constexpr std::string_view rules = R"(
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: orders
  namespace: shop
  annotations: {ANNOTATIONS}
spec:
  ingressClassName: CLASS
  rules:
  - host: orders.corp.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: orders, port: {number: 80}}}}
      - {path: /basket, pathType: Prefix, backend: {service: {name: basket, port: {name: web}}}}
)";
constexpr std::string_view by_address = "alb.ingress.kubernetes.io/target-type: ip";

std::string filled(std::string_view text, std::string_view mark, std::string_view value) {
    std::string result(text);
    for (auto at = result.find(mark); at != std::string::npos; at = result.find(mark))
        result.replace(at, mark.size(), value);
    return result;
}

class Ingresses : public ::testing::Test {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        curl_ = find_program("curl").value_or("");
        if (kubectl_.empty() || curl_.empty())
            GTEST_SKIP() << "there is no kubectl, or no curl, on PATH";
        start();
    }
    [[nodiscard]] virtual std::string addons() const { return "aws-load-balancer-controller"; }

    void start() {
        spec_ = aws_.write("cluster.yaml",
                           example_spec("addons: [vpc-cni, coredns, kube-proxy]",
                                        fmt::format("addons: [vpc-cni, coredns, kube-proxy, "
                                                    "eks-pod-identity-agent, {}]",
                                                    addons())));
        const auto applied = aws_.inland({"apply", spec_, "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
    }

    [[nodiscard]] std::string manifest(std::string_view annotations,
                                       std::string_view class_name = "alb") const {
        return aws_.write("shop.yaml", std::string(shop) + filled(workload, "NAME", "orders") +
                                           filled(workload, "NAME", "basket") +
                                           filled(filled(rules, "ANNOTATIONS", annotations),
                                                  "CLASS", class_name));
    }
    std::string kubectl(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), kubectl_);
        const auto result = aws_.run(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }
    void serve(std::string_view annotations, std::string_view class_name = "alb") const {
        kubectl({"apply", "-f", manifest(annotations, class_name)});
        for (const auto* name : {"deployment/orders", "deployment/basket"})
            kubectl({"rollout", "status", name, "-n", "shop", "--timeout=60s"});
    }
    [[nodiscard]] std::string host() const {
        return kubectl({"get", "ingress", "orders", "-n", "shop", "-o",
                        "jsonpath={.status.loadBalancer.ingress[0].hostname}"});
    }
    [[nodiscard]] std::string events() const {
        return kubectl({"get", "events", "-n", "shop", "--field-selector",
                        "involvedObject.kind=Ingress", "-o", "custom-columns=:.reason,:.message"});
    }
    /// What curl gets for a path of orders.corp.example.com, or what it says when it gets nothing.
    [[nodiscard]] std::string fetch(const std::string& who, const std::string& path,
                                    const std::string& asked = "orders.corp.example.com") const {
        return fetch_at(host(), who, path, asked);
    }
    [[nodiscard]] std::string fetch_at(const std::string& balancer, const std::string& who,
                                       const std::string& path, const std::string& asked) const {
        const auto proxy = fmt::format("http://{}@{}", who, aws_.url().substr(7));
        const auto result =
            aws_.run({curl_, "-sS", "--max-time", "20", "--proxytunnel", "--proxy", proxy, "-H",
                      "Host: " + asked, fmt::format("http://{}{}", balancer, path)});
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
    [[nodiscard]] json::array balancers() {
        return find_array(calls_.call("elasticloadbalancing", "DescribeLoadBalancers"),
                          "LoadBalancers");
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    std::string kubectl_, curl_, spec_;
};

TEST_F(Ingresses, LeadEachRequestToThePodOfItsRule) {
    serve(by_address);
    ASSERT_THAT(host(), HasSubstr("internal-k8s-shop-orders-")) << events();
    EXPECT_THAT(events(), HasSubstr("Successfully reconciled"));
    EXPECT_THAT(fetch("192.168.0.10", "/"), HasSubstr("pod/shop/orders-"));
    EXPECT_THAT(fetch("192.168.0.10", "/basket/7"), HasSubstr("pod/shop/basket-"));
    EXPECT_THAT(fetch("192.168.0.10", "/", "other.corp.example.com"), Not(HasSubstr("pod/")));
    EXPECT_THAT(fetch("laptop", "/"), Not(HasSubstr("pod/")));
    EXPECT_THAT(causes(), IsEmpty());
    EXPECT_THAT(aws_.inland({"plan", spec_}).out, HasSubstr("othing"));

    const auto arn = string_or_empty(balancers().front(), "LoadBalancerArn");
    const auto tags = json::serialize(
        calls_.call("elasticloadbalancing", "DescribeTags", {{"ResourceArns", json::array{arn}}}));
    EXPECT_THAT(tags, AllOf(HasSubstr("elbv2.k8s.aws/cluster"), HasSubstr("ingress.k8s.aws/stack"),
                            HasSubstr("shop/orders")));
    EXPECT_THAT(kubectl({"get", "ingress", "orders", "-n", "shop", "-o",
                         "jsonpath={.metadata.finalizers}"}),
                HasSubstr("ingress.k8s.aws/resources"));

    kubectl({"delete", "ingress", "orders", "-n", "shop"});
    EXPECT_THAT(balancers(), IsEmpty());
    EXPECT_THAT(
        find_array(calls_.call("elasticloadbalancing", "DescribeTargetGroups"), "TargetGroups"),
        IsEmpty());
}

TEST_F(Ingresses, GoWithTheClusterWhenItIsDestroyed) {
    serve(by_address);
    ASSERT_THAT(host(), HasSubstr("amazonaws.com")) << events();
    const auto destroyed = aws_.inland({"destroy", "atlas", "--yes"});
    EXPECT_EQ(destroyed.exit_code, 0) << destroyed.err;
    EXPECT_THAT(destroyed.err, HasSubstr("load balancer k8s-shop-orders-"));
    EXPECT_THAT(balancers(), IsEmpty());
    EXPECT_TRUE(
        find_array(calls_.ec2("DescribeVpcs", filtered("cidr", "10.40.0.0/16")), "Vpcs").empty());
}

TEST_F(Ingresses, ToNodePortsOfServicesThatHaveNoneFailAsLintSays) {
    const auto file = manifest("");
    const auto linted = aws_.inland({"lint", spec_, file});
    EXPECT_THAT(linted.out + linted.err, HasSubstr("ClusterIP"));
    serve("");
    EXPECT_EQ(host(), "");
    EXPECT_THAT(events(), AllOf(HasSubstr("FailedBuildModel"),
                                HasSubstr("your service must be of type 'NodePort'")));
}

TEST_F(Ingresses, OfOneGroupShareABalancerUntilTheLastIsGone) {
    serve(fmt::format("{}, alb.ingress.kubernetes.io/group.name: edge", by_address));
    const auto first = host();
    ASSERT_THAT(first, HasSubstr("internal-k8s-edge-")) << events();
    const auto more = aws_.write("more.yaml", R"(
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: basket
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/target-type: ip
    alb.ingress.kubernetes.io/group.name: edge
spec:
  ingressClassName: alb
  defaultBackend: {service: {name: basket, port: {number: 80}}}
)");
    kubectl({"apply", "-f", more});
    EXPECT_EQ(balancers().size(), 1U) << events();
    EXPECT_THAT(fetch("192.168.0.10", "/"), HasSubstr("pod/shop/orders-"));
    EXPECT_THAT(fetch("192.168.0.10", "/", "other.corp.example.com"),
                HasSubstr("pod/shop/basket-"));
    kubectl({"delete", "-f", more});
    EXPECT_EQ(balancers().size(), 1U);
    EXPECT_EQ(host(), first);
    kubectl({"delete", "ingress", "orders", "-n", "shop"});
    EXPECT_THAT(balancers(), IsEmpty());
}

TEST_F(Ingresses, FindNoSubnetsWithoutTheirTag) {
    const auto subnets = calls_.ec2("DescribeSubnets");
    for (const auto& subnet : find_array(subnets, "Subnets"))
        calls_.ec2("DeleteTags", {{"Resources", json::array{string_or_empty(subnet, "SubnetId")}},
                                  {"Tags", {{{"Key", "kubernetes.io/role/internal-elb"}}}}});
    serve(by_address);
    EXPECT_EQ(host(), "");
    EXPECT_THAT(events(), AllOf(HasSubstr("FailedBuildModel"),
                                HasSubstr("couldn't auto-discover subnets: unable to resolve at "
                                          "least one subnet")));
}

/// What the class says outranks the Ingress: lint calls such a class public, and in a network
/// without public subnets nothing comes of it.
TEST_F(Ingresses, ObeyTheirClassFirst) {
    const auto open = aws_.write("open.yaml", R"(
apiVersion: elbv2.k8s.aws/v1beta1
kind: IngressClassParams
metadata: {name: open}
spec: {scheme: internet-facing}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: open}
spec:
  controller: ingress.k8s.aws/alb
  parameters: {apiGroup: elbv2.k8s.aws, kind: IngressClassParams, name: open}
)");
    EXPECT_THAT(aws_.inland({"lint", spec_, open}).out, HasSubstr("class-internet-facing"));
    kubectl({"apply", "-f", open});
    serve(fmt::format("{}, alb.ingress.kubernetes.io/scheme: internal", by_address), "open");
    EXPECT_EQ(host(), "");
    EXPECT_THAT(events(),
                AllOf(HasSubstr("FailedBuildModel"), HasSubstr("kubernetes.io/role/elb")));

    kubectl({"delete", "ingress", "orders", "-n", "shop"});
    serve(fmt::format("{}, alb.ingress.kubernetes.io/scheme: internet-facing", by_address));
    EXPECT_THAT(host(), HasSubstr("internal-k8s-shop-orders-")) << events();
}

TEST_F(Ingresses, ListenAndAnswerAsTheirAnnotationsSay) {
    serve(fmt::format(R"({}, alb.ingress.kubernetes.io/listen-ports: '[{{"HTTP": 8080}}]', )"
                      R"(alb.ingress.kubernetes.io/inbound-cidrs: 192.168.0.0/24, )"
                      R"(alb.ingress.kubernetes.io/healthcheck-path: /ready)",
                      by_address));
    const auto name = host();
    EXPECT_THAT(fetch_at(name + ":8080", "192.168.0.10", "/", "orders.corp.example.com"),
                HasSubstr("pod/shop/orders-"))
        << events();
    EXPECT_THAT(fetch_at(name + ":8080", "192.168.1.10", "/", "orders.corp.example.com"),
                Not(HasSubstr("pod/")));
    EXPECT_THAT(fetch_at(name, "192.168.0.10", "/", "orders.corp.example.com"),
                Not(HasSubstr("pod/")));
    EXPECT_THAT(json::serialize(calls_.call("elasticloadbalancing", "DescribeTargetGroups")),
                HasSubstr(R"("HealthCheckPath":"/ready")"));
    serve(by_address);
    EXPECT_THAT(fetch("192.168.1.10", "/"), HasSubstr("pod/shop/orders-")) << events();
    EXPECT_THAT(fetch_at(name + ":8080", "192.168.0.10", "/", "orders.corp.example.com"),
                Not(HasSubstr("pod/")));
}

class NginxIngresses : public Ingresses {
  protected:
    [[nodiscard]] std::string addons() const override { return "ingress-nginx"; }
};

TEST_F(NginxIngresses, HaveTheAddressOfTheControllersServiceAndItsRules) {
    serve("", "nginx");
    ASSERT_THAT(host(), HasSubstr("amazonaws.com")) << events();
    EXPECT_THAT(fetch("192.168.0.10", "/"), HasSubstr("pod/shop/orders-"));
    EXPECT_THAT(fetch("192.168.0.10", "/basket/7"), HasSubstr("pod/shop/basket-"));
    EXPECT_THAT(fetch("192.168.0.10", "/", "other.corp.example.com"), HasSubstr("404"));
    EXPECT_THAT(fetch("laptop", "/"), Not(HasSubstr("pod/")));
    kubectl({"scale", "deployment/basket", "-n", "shop", "--replicas=0"});
    EXPECT_THAT(fetch("192.168.0.10", "/basket"), HasSubstr("503"));
    EXPECT_THAT(causes(), IsEmpty());
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
        if (string_or_empty(group, "GroupName").starts_with("k8s-shop-orders-"))
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

class BrokenIngress : public Ingresses, public ::testing::WithParamInterface<Broken> {};

TEST_P(BrokenIngress, AnswersNobodyAndTheProofSaysWhy) {
    serve(by_address);
    const auto balancer = host();
    const auto get = [&] {
        return fetch_at(balancer, "192.168.0.10", "/", "orders.corp.example.com");
    };
    ASSERT_THAT(get(), HasSubstr("pod/shop/orders-")) << events();
    GetParam().break_it(calls_);
    EXPECT_THAT(get(), AllOf(Not(HasSubstr("pod/shop/orders-")), HasSubstr("504")));
    EXPECT_THAT(causes(), Contains(GetParam().cause));
}

INSTANTIATE_TEST_SUITE_P(
    Ingresses, BrokenIngress,
    ::testing::Values(Broken{"AnAclStopsClients", deny_clients, "nacl-ingress"},
                      Broken{"ItsGroupAdmitsNobody", close_its_group, "security-group-ingress"},
                      Broken{"NoRouteLeadsBack", take_the_routes, "no-route"}),
    [](const auto& broken) { return std::string(broken.param.name); });

}  // namespace
}  // namespace inland::testing
