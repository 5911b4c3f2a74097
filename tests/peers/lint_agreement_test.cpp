// SPDX-License-Identifier: Apache-2.0
// `inland lint` and the embedded cluster agree on every manifest of tests/kube/lint: what lint
// calls public faces the internet, what it says fails has no address, and all else is internal: in
// a cluster that has EKS's own service controller alone, and in one with the AWS Load Balancer
// Controller. Where lint says that something hangs on what the manifests do not tell, a table says
// what comes of it here.
#include "tests/peers/aws_calls.h"
#include "tests/support/embedded_aws.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

namespace fs = std::filesystem;

enum class Fate { Internal, Public, Fails };

std::string_view word_of(Fate fate) {
    return fate == Fate::Internal ? "internal" : fate == Fate::Public ? "public" : "fails";
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The files whose names begin so.
std::vector<fs::path> manifests(std::string_view beginning) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(INLAND_SOURCE_DIR "/tests/kube/lint"))
        if (entry.path().filename().string().starts_with(beginning))
            found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

constexpr auto controller = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: aws-load-balancer-controller, namespace: kube-system}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: aws-load-balancer-controller}}
  template:
    metadata: {labels: {app.kubernetes.io/name: aws-load-balancer-controller}}
    spec:
      containers:
      - {name: controller, image: "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/pause:3.10"}
)";

/// The class of Ingresses, as the controller's chart makes it, without parameters.
constexpr auto alb_class = R"(
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: alb}
spec: {controller: ingress.k8s.aws/alb}
)";

/// What comes of an Ingress of which lint cannot be sure, with the controller: a firewall takes an
/// API that this network has no endpoint for; certificates are looked for, and users asked to sign
/// in, only where something listens for HTTPS; and of no class nobody takes it.
struct Unsure {
    std::string_view rule;
    Fate fate;
};
constexpr std::array unsure{Unsure{"ingress-certificate-discovery", Fate::Internal},
                            Unsure{"ingress-identity-provider", Fate::Internal},
                            Unsure{"ingress-web-firewall", Fate::Fails},
                            Unsure{"ingress-class-missing", Fate::Fails}};

enum class Controller { Absent, Present };

class LintAgreement : public ::testing::TestWithParam<Controller> {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        if (kubectl_.empty())
            GTEST_SKIP() << "there is no kubectl on PATH";
        spec_ =
            aws_.write("cluster.yaml", example_spec("  registry: ecr",
                                                    "  registry: ecr\n"
                                                    "  endpoints: {add: [elasticloadbalancing]}"));
        const auto applied = aws_.inland({"apply", spec_, "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
        make_public_subnets();
        static_cast<void>(kubectl({"create", "namespace", "shop"}));
        if (GetParam() == Controller::Present)
            install_controller();
    }

    /// With the rights of its machine.
    void install_controller() {
        const auto roles = calls_.call("iam", "ListRoles");
        for (const auto& role : find_array(roles, "Roles"))
            calls_.call("iam", "PutRolePolicy",
                        {{"RoleName", string_or_empty(role, "RoleName")},
                         {"PolicyName", "balancers"},
                         {"PolicyDocument",
                          R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
                          R"("Action":["ec2:*","elasticloadbalancing:*"],"Resource":"*"}]})"}});
        const auto applied = kubectl({"apply", "-f", aws_.write("controller.yaml", controller)});
        ASSERT_EQ(applied.exit_code, 0) << applied.err;
        const auto runs = kubectl({"rollout", "status", "-n", "kube-system", "--timeout=60s",
                                   "deployment/aws-load-balancer-controller"});
        ASSERT_EQ(runs.exit_code, 0) << runs.err;
    }

    /// Without them nothing becomes public: what asks for it fails. Application Load Balancers take
    /// two zones.
    void make_public_subnets() {
        const auto vpc = calls_.vpc();
        const auto gateway = string_or_empty(calls_.ec2("CreateInternetGateway"),
                                             "InternetGateway.InternetGatewayId");
        calls_.ec2("AttachInternetGateway", {{"InternetGatewayId", gateway}, {"VpcId", vpc}});
        const auto table = string_or_empty(calls_.ec2("CreateRouteTable", {{"VpcId", vpc}}),
                                           "RouteTable.RouteTableId");
        calls_.ec2("CreateRoute", {{"RouteTableId", table},
                                   {"DestinationCidrBlock", "0.0.0.0/0"},
                                   {"GatewayId", gateway}});
        for (const auto& [zone, block] : {std::pair("eu-central-1a", "10.40.250.0/24"),
                                          std::pair("eu-central-1b", "10.40.251.0/24")}) {
            const auto subnet = string_or_empty(
                calls_.ec2("CreateSubnet",
                           {{"VpcId", vpc}, {"CidrBlock", block}, {"AvailabilityZone", zone}}),
                "Subnet.SubnetId");
            calls_.ec2("CreateTags",
                       {{"Resources", json::array{subnet}},
                        {"Tags", {{{"Key", "kubernetes.io/role/elb"}, {"Value", "1"}}}}});
            calls_.ec2("AssociateRouteTable", {{"RouteTableId", table}, {"SubnetId", subnet}});
        }
    }

    [[nodiscard]] ProcessResult kubectl(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), kubectl_);
        return aws_.run(arguments);
    }

    /// The worst that lint finds: what fails is never public.
    [[nodiscard]] Fate linted(const fs::path& manifest) const {
        std::vector<std::string> command{"lint", spec_, manifest.string(), "-o", "json"};
        if (GetParam() == Controller::Present)
            command.insert(command.end(), {"--installed", "aws-load-balancer-controller"});
        const auto result = aws_.inland(command);
        const auto report = parse_json(result.out).value_or(json::value());
        auto fate = Fate::Internal;
        for (const auto& finding : find_array(report, "findings")) {
            const auto outcome = string_or_empty(finding, "outcome");
            const auto row =
                std::ranges::find(unsure, string_or_empty(finding, "rule"), &Unsure::rule);
            if (outcome == "unknown" && row != unsure.end() && row->fate == Fate::Internal)
                continue;
            if (outcome == "public" && fate == Fate::Internal)
                fate = Fate::Public;
            if (outcome != "public")
                fate = Fate::Fails;
        }
        return fate;
    }

    /// What comes of the Service or Ingress "orders" of the file.
    [[nodiscard]] Fate emulated(const fs::path& manifest) const {
        const auto applied = kubectl({"apply", "-f", manifest.string()});
        const auto fate = applied.exit_code == 0 ? found_fate() : Fate::Fails;
        static_cast<void>(kubectl({"delete", "-f", manifest.string(), "--ignore-not-found"}));
        static_cast<void>(kubectl({"delete", "events", "-n", "shop", "--all"}));
        return fate;
    }

    /// An Ingress that comes before its Service has a balancer already, which answers 503, when the
    /// controller finds that the Service is none for it.
    [[nodiscard]] bool is_given_up() const {
        const auto reasons =
            kubectl({"get", "events", "-n", "shop", "--field-selector",
                     "involvedObject.kind=Ingress", "-o", "custom-columns=:.reason"});
        return reasons.out.contains("Failed");
    }

    [[nodiscard]] Fate found_fate() const {
        if (is_given_up())
            return Fate::Fails;
        const auto found = kubectl({"get", "services,ingresses", "-A", "-o", "json"});
        const auto balanced = parse_json(found.out).value_or(json::value());
        for (const auto& each : find_array(balanced, "items")) {
            const auto& ingress = find_array(each, "status.loadBalancer.ingress");
            if (!ingress.empty())
                return fate_of(string_or_empty(ingress.front(), "hostname"));
        }
        return Fate::Fails;
    }

    /// By what names lead to: those of network balancers do not say whether they are internal.
    [[nodiscard]] Fate fate_of(const std::string& host) const {
        const auto port = aws_.url().substr(aws_.url().rfind(':') + 1);
        const auto heard =
            aws_.inland({"aws", "resolve", host, "--from", "laptop", "--port", port});
        return heard.out.contains("10.40.") ? Fate::Internal : Fate::Public;
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    std::string kubectl_, spec_;
};

TEST_P(LintAgreement, IsCompleteForServices) {
    const auto files = manifests("service-");
    ASSERT_GT(files.size(), 20U);
    std::set<Fate> fates;
    for (const auto& manifest : files) {
        const auto fate = emulated(manifest);
        fates.insert(fate);
        EXPECT_EQ(word_of(linted(manifest)), word_of(fate)) << manifest.filename() << "\n"
                                                            << text_of(manifest);
    }
    EXPECT_EQ(fates.size(), 3U) << "the files are about all that may come of a Service";
}

TEST_P(LintAgreement, IsCompleteForIngresses) {
    if (GetParam() == Controller::Present) {
        const auto made = kubectl({"apply", "-f", aws_.write("class.yaml", alb_class)});
        ASSERT_EQ(made.exit_code, 0) << made.err;
    }
    const auto files = manifests("ingress");
    ASSERT_GE(files.size(), 13U);
    std::set<Fate> fates;
    for (const auto& manifest : files) {
        // Its class is ingress-nginx's, which this cluster does not have and lint is not told of.
        if (manifest.filename() == "ingress-with-default-class.yaml")
            continue;
        const auto fate = emulated(manifest);
        fates.insert(fate);
        EXPECT_EQ(word_of(linted(manifest)), word_of(fate)) << manifest.filename() << "\n"
                                                            << text_of(manifest);
    }
    EXPECT_EQ(fates.size(), GetParam() == Controller::Present ? 3U : 1U);
}

/// The types of the AWS Load Balancer Controller come with it.
TEST_P(LintAgreement, LeavesWhatHasNoTypeToTheApiServer) {
    for (const auto* name : {"class-internet-facing.yaml", "gateway-internet-facing.yaml"}) {
        const auto file = fs::path(INLAND_SOURCE_DIR "/tests/kube/lint") / name;
        EXPECT_EQ(linted(file), Fate::Public) << name;
        const auto refused = kubectl({"apply", "-f", file.string()});
        EXPECT_NE(refused.exit_code, 0) << name;
        EXPECT_THAT(refused.err, ::testing::HasSubstr("no matches for kind"));
    }
}

INSTANTIATE_TEST_SUITE_P(Clusters, LintAgreement,
                         ::testing::Values(Controller::Absent, Controller::Present),
                         [](const auto& given) {
                             return given.param == Controller::Present
                                        ? "WithTheLoadBalancerController"
                                        : "WithEksAlone";
                         });

}  // namespace
}  // namespace inland::testing
