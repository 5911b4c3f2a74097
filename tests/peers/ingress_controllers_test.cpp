// SPDX-License-Identifier: Apache-2.0
// The add-ons that bring load balancers into a private cluster: kubectl sees their pods run and
// their webhooks asked, and what breaks them breaks the proof as well.
#include "tests/peers/aws_calls.h"
#include "tests/peers/docker_registry.h"
#include "tests/support/embedded_aws.h"

#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto addons_line = "addons: [vpc-cni, coredns, kube-proxy]";
constexpr auto controller = "deployment/aws-load-balancer-controller";
constexpr auto nginx = "deployment/ingress-nginx-controller";
constexpr auto ingress = R"(
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: default}
spec:
  ingressClassName: alb
  defaultBackend: {service: {name: shop, port: {number: 80}}}
)";

std::string with_addons(std::string_view more) {
    return example_spec(addons_line, fmt::format("addons: [vpc-cni, coredns, kube-proxy, "
                                                 "eks-pod-identity-agent{}{}]",
                                                 more.empty() ? "" : ", ", more));
}

std::set<std::string> planned(const ProcessResult& plan) {
    std::set<std::string> changes;
    const auto document = parse_json(plan.out).value_or(json::value());
    for (const auto& change : find_array(document, "changes"))
        changes.insert(string_or_empty(change, "action") + " " +
                       string_or_empty(change, "resource"));
    return changes;
}

class IngressControllers : public ::testing::Test {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        if (kubectl_.empty())
            GTEST_SKIP() << "there is no kubectl on PATH";
    }

    std::string apply(std::string_view addons, std::vector<std::string> more = {}) {
        auto spec = aws_.write("cluster.yaml", with_addons(addons));
        more.insert(more.begin(), {"apply", spec, "--yes"});
        const auto applied = aws_.inland(more);
        EXPECT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        EXPECT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
        return spec;
    }
    [[nodiscard]] std::set<std::string> plan_of(const std::string& spec) const {
        return planned(aws_.inland({"plan", spec, "-o", "json"}));
    }
    [[nodiscard]] ProcessResult kubectl(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), kubectl_);
        return aws_.run(arguments);
    }
    std::string run(std::vector<std::string> arguments) const {
        const auto result = kubectl(std::move(arguments));
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }
    [[nodiscard]] ProcessResult create(const std::string& text) const {
        return kubectl({"create", "-f", aws_.write("object.yaml", text)});
    }
    [[nodiscard]] std::string certificate() const {
        return run({"-n", "kube-system", "get", "secret", "aws-load-balancer-tls", "-o",
                    "jsonpath={.data.tls\\.crt}"});
    }
    /// The flows that a proof of what lives says to be broken.
    [[nodiscard]] std::set<std::string> broken() const {
        const auto result = aws_.inland({"prove", "--live", "atlas", "-o", "json"});
        const auto proof = parse_json(result.out).value_or(json::value());
        std::set<std::string> flows;
        for (const auto& row : find_array(proof, "clusters.0.flows"))
            if (string_or_empty(row, "verdict") != "holds")
                flows.insert(string_or_empty(row, "flow"));
        return flows;
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    std::string kubectl_;
};

TEST_F(IngressControllers, RunFromTheAccountsOwnRegistryAndNothingIsLeftToDo) {
    const auto spec = apply("ingress-nginx, aws-load-balancer-controller, metrics-server");
    run({"-n", "kube-system", "rollout", "status", controller, "--timeout=30s"});
    run({"-n", "ingress-nginx", "rollout", "status", nginx, "--timeout=30s"});
    const auto image = "jsonpath={.spec.template.spec.containers[0].image}";
    EXPECT_THAT(run({"-n", "kube-system", "get", controller, "-o", image}),
                HasSubstr("dkr.ecr.eu-central-1.amazonaws.com/public.ecr.aws/eks/"
                          "aws-load-balancer-controller:v3"));
    EXPECT_THAT(run({"-n", "ingress-nginx", "get", nginx, "-o", image}),
                HasSubstr("dkr.ecr.eu-central-1.amazonaws.com/registry.k8s.io/ingress-nginx/"
                          "controller:v1.15"));
    EXPECT_THAT(
        run({"-n", "kube-system", "get", controller, "-o", "yaml"}),
        AllOf(HasSubstr("--aws-vpc-id=" + calls_.vpc()), HasSubstr("--enable-wafv2=false")));
    EXPECT_THAT(run({"get", "ingressclass"}), AllOf(HasSubstr("alb"), HasSubstr("nginx")));
    EXPECT_EQ(run({"-n", "ingress-nginx", "get", "service", "ingress-nginx-controller", "-o",
                   "jsonpath={.spec.loadBalancerClass}"}),
              "service.k8s.aws/nlb");
    EXPECT_THAT(plan_of(spec), IsEmpty());
    EXPECT_THAT(broken(), IsEmpty());

    const auto before = certificate();
    EXPECT_FALSE(before.empty());
    run({"-n", "kube-system", "delete", "deployment", "aws-load-balancer-controller"});
    EXPECT_EQ(plan_of(spec), std::set<std::string>{"update addon/aws-load-balancer-controller"});
    EXPECT_EQ(aws_.inland({"apply", spec, "--yes"}).exit_code, 0);
    EXPECT_EQ(certificate(), before) << "what still serves is not rotated";

    const auto status = aws_.inland({"status", "atlas"});
    EXPECT_THAT(status.out, AllOf(HasSubstr("ingress-nginx"), Not(HasSubstr("not installed"))));
}

TEST_F(IngressControllers, AnswerWhatTheApiServerAsksUntilTheirPortIsClosed) {
    apply("aws-load-balancer-controller");
    EXPECT_THAT(create("apiVersion: elbv2.k8s.aws/v1beta1\nkind: IngressClassParams\n"
                       "metadata: {name: open}\nspec: {scheme: public}\n")
                    .err,
                HasSubstr(R"(spec.scheme: Unsupported value: "public")"));
    EXPECT_EQ(create("apiVersion: v1\nkind: Service\nmetadata: {name: shop}\n"
                     "spec: {type: LoadBalancer, ports: [{port: 80}], selector: {app: shop}}\n")
                  .exit_code,
              0);
    EXPECT_EQ(run({"get", "service", "shop", "-o", "jsonpath={.spec.loadBalancerClass}"}),
              "service.k8s.aws/nlb");
    EXPECT_EQ(create(ingress).exit_code, 0);
    run({"delete", "ingress", "shop"});
    EXPECT_THAT(broken(), Not(Contains("control-plane.webhook")));

    const auto groups = calls_.ec2("DescribeSecurityGroups");
    for (const auto& group : find_array(groups, "SecurityGroups")) {
        if (!string_or_empty(group, "GroupName").starts_with("eks-cluster-sg-"))
            continue;
        const auto id = string_or_empty(group, "GroupId");
        calls_.ec2("RevokeSecurityGroupIngress",
                   {{"GroupId", id}, {"IpPermissions", find_array(group, "IpPermissions")}});
        json::array rules;
        for (const auto& [protocol, port] : {std::pair("tcp", 443), std::pair("tcp", 10250),
                                             std::pair("tcp", 53), std::pair("udp", 53)})
            rules.push_back(
                json::object{{"IpProtocol", protocol},
                             {"FromPort", port},
                             {"ToPort", port},
                             {"UserIdGroupPairs", json::array{json::object{{"GroupId", id}}}}});
        calls_.ec2("AuthorizeSecurityGroupIngress", {{"GroupId", id}, {"IpPermissions", rules}});
    }
    EXPECT_THAT(broken(), Contains("control-plane.webhook"));
    const auto refused = create(ingress);
    EXPECT_NE(refused.exit_code, 0);
    EXPECT_THAT(refused.err,
                HasSubstr("failed calling webhook \"vingress.elbv2.k8s.aws\": failed to call "
                          "webhook: Post \"https://aws-load-balancer-webhook-service.kube-system"
                          ".svc:443/validate-networking-v1-ingress?timeout=10s\": context deadline "
                          "exceeded"));
}

TEST_F(IngressControllers, AreMissedByWhoeverAsksThemBeforeTheyRun) {
    apply("aws-load-balancer-controller");
    run({"-n", "kube-system", "scale", controller, "--replicas=0"});
    EXPECT_THAT(create(ingress).err, HasSubstr("no endpoints available for service "
                                               "\"aws-load-balancer-webhook-service\""));
    run({"-n", "kube-system", "scale", controller, "--replicas=1"});
    run({"-n", "kube-system", "rollout", "status", controller, "--timeout=30s"});
    run({"-n", "kube-system", "patch", "secret", "aws-load-balancer-tls", "-p",
         R"({"data": {"tls.crt": "bm9uZQ=="}})"});
    EXPECT_THAT(create(ingress).err, HasSubstr("certificate signed by unknown authority"));
}

TEST_F(IngressControllers, LeaveNothingWhenTheSpecNamesThemNoMore) {
    apply("ingress-nginx, aws-load-balancer-controller");
    const auto less = aws_.write("less.yaml", with_addons(""));
    EXPECT_THAT(plan_of(less), AllOf(Contains("delete addon/ingress-nginx"),
                                     Contains("delete addon/aws-load-balancer-controller"),
                                     Contains("update cluster/atlas")));
    const auto from_outside = aws_.inland(
        {"apply", less, "--yes", "--via", fmt::format("http://127.0.0.1:{}", free_port())});
    EXPECT_THAT(from_outside.err, HasSubstr("addon/ingress-nginx is not removed yet"));
    EXPECT_THAT(plan_of(less), Contains("delete addon/ingress-nginx")) << "nothing is forgotten";
    const auto applied = aws_.inland({"apply", less, "--yes"});
    EXPECT_EQ(applied.exit_code, 0) << applied.err;
    EXPECT_NE(kubectl({"get", "namespace", "ingress-nginx"}).exit_code, 0);
    EXPECT_NE(kubectl({"get", "crd", "targetgroupbindings.elbv2.k8s.aws"}).exit_code, 0);
    EXPECT_THAT(run({"get", "validatingwebhookconfigurations"}), IsEmpty());
    EXPECT_THAT(plan_of(less), IsEmpty());
    EXPECT_THAT(aws_.inland({"status", "atlas"}).out, Not(HasSubstr("ingress-nginx")));
    EXPECT_EQ(aws_.inland({"destroy", less, "--yes"}).exit_code, 0);
}

TEST_F(IngressControllers, StayWhileSomethingNeedsThem) {
    apply("aws-load-balancer-controller");
    EXPECT_EQ(create("apiVersion: elbv2.k8s.aws/v1beta1\nkind: TargetGroupBinding\n"
                     "metadata: {name: shop}\n"
                     "spec: {serviceRef: {name: shop, port: 80}, targetGroupName: shop}\n")
                  .exit_code,
              0);
    const auto less = aws_.write("less.yaml", with_addons(""));
    const auto refused = aws_.inland({"apply", less, "--yes"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, HasSubstr("TargetGroupBinding default/shop still needs it"));
    run({"-n", "kube-system", "rollout", "status", controller, "--timeout=30s"});
    EXPECT_FALSE(string_or_empty(calls_.endpoint("elasticloadbalancing"), "VpcEndpointId").empty())
        << "it could not tidy up";
    run({"delete", "targetgroupbinding", "shop"});
    EXPECT_EQ(aws_.inland({"apply", less, "--yes"}).exit_code, 0);
    EXPECT_THAT(plan_of(less), IsEmpty());
}

TEST_F(IngressControllers, HandTheLoadBalancerOverToTheControllerThatComes) {
    apply("ingress-nginx");
    const auto service = [&](const char* path) {
        return run({"-n", "ingress-nginx", "get", "service", "ingress-nginx-controller", "-o",
                    fmt::format("jsonpath={{{}}}", path)});
    };
    EXPECT_EQ(service(".metadata.annotations.service\\.beta\\.kubernetes\\.io/"
                      "aws-load-balancer-internal"),
              "true");
    const auto first = service(".metadata.uid");
    const auto spec = apply("ingress-nginx, aws-load-balancer-controller");
    EXPECT_EQ(service(".spec.loadBalancerClass"), "service.k8s.aws/nlb");
    EXPECT_NE(service(".metadata.uid"), first) << "a class cannot be changed";
    EXPECT_THAT(plan_of(spec), IsEmpty());
}

/// The knowledge tables with another default version of the controller.
std::string older_knowledge(const EmbeddedAwsProcess& aws) {
    const auto folder = aws.folder() / "knowledge";
    fs::copy(fs::path(INLAND_SOURCE_DIR) / "knowledge", folder, fs::copy_options::recursive);
    std::ifstream file(folder / "addons.yaml");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto row = text.find("- {version: v3.4.0");
    text.erase(row, text.find('\n', row) - row);
    std::ofstream(folder / "addons.yaml") << text;
    return folder.string();
}

TEST_F(IngressControllers, AreUpgradedToTheVersionThatInlandKnows) {
    const auto spec = apply("aws-load-balancer-controller", {"--knowledge", older_knowledge(aws_)});
    const auto image = [&] {
        return run({"-n", "kube-system", "get", controller, "-o",
                    "jsonpath={.spec.template.spec.containers[0].image}"});
    };
    EXPECT_THAT(image(), HasSubstr(":v2.17.1"));
    EXPECT_EQ(plan_of(spec),
              (std::set<std::string>{
                  "create image/public.ecr.aws/eks/aws-load-balancer-controller:v3.4.0",
                  "update addon/aws-load-balancer-controller", "update cluster/atlas"}));
    EXPECT_EQ(aws_.inland({"apply", spec, "--yes"}).exit_code, 0);
    EXPECT_THAT(image(), HasSubstr(":v3.4.0"));
    EXPECT_THAT(plan_of(spec), IsEmpty());
}

TEST_F(IngressControllers, FailWithoutTheirImage) {
    const auto spec = apply("ingress-nginx");
    calls_.call("ecr", "BatchDeleteImage",
                {{"repositoryName", "registry.k8s.io/ingress-nginx/controller"},
                 {"imageIds", json::array{json::object{{"imageTag", "v1.15.1"}}}}});
    EXPECT_THAT(plan_of(spec),
                Contains("create image/registry.k8s.io/ingress-nginx/controller:v1.15.1"));
    run({"-n", "ingress-nginx", "delete", "pods", "--all"});
    EXPECT_THAT(run({"-n", "ingress-nginx", "get", "pods"}),
                AnyOf(HasSubstr("ErrImagePull"), HasSubstr("ImagePullBackOff")));
    EXPECT_EQ(aws_.inland({"images", "stage", spec}).exit_code, 0);
    run({"-n", "ingress-nginx", "delete", "pods", "--all"});
    run({"-n", "ingress-nginx", "rollout", "status", nginx, "--timeout=30s"});
    EXPECT_THAT(plan_of(spec), IsEmpty());
}

TEST_F(IngressControllers, CannotCallALoadBalancingThatHasNoEndpoint) {
    apply("aws-load-balancer-controller");
    EXPECT_THAT(broken(), IsEmpty());
    const auto id = string_or_empty(calls_.endpoint("elasticloadbalancing"), "VpcEndpointId");
    calls_.ec2("DeleteVpcEndpoints", {{"VpcEndpointIds", json::array{json::string(id)}}});
    EXPECT_THAT(broken(), Contains("addon.aws-load-balancer-controller.elasticloadbalancing"));
    const auto pod = run({"-n", "kube-system", "get", "pods", "-l",
                          "app.kubernetes.io/name=aws-load-balancer-controller", "-o",
                          "jsonpath={.items[0].metadata.name}"});
    const auto tried = aws_.inland(
        {"aws", "connect", "elasticloadbalancing.eu-central-1.amazonaws.com:443", "--from",
         "pod/kube-system/" + pod, "--port", aws_.url().substr(aws_.url().rfind(':') + 1)});
    EXPECT_NE(tried.exit_code, 0) << tried.out;
}

}  // namespace
}  // namespace inland::testing
