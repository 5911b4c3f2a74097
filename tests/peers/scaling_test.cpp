// SPDX-License-Identifier: Apache-2.0
// A cluster that grows and shrinks with its pods: from cluster.yaml to the nodes that kubectl sees
// come and go, and what breaks it: a proof of what lives says the same as the autoscaler's log.
#include "core/json.h"
#include "tests/peers/aws_calls.h"
#include "tests/support/embedded_aws.h"

#include <algorithm>
#include <chrono>
#include <functional>
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

constexpr auto addons_line = "  addons: [vpc-cni, coredns, kube-proxy]";
/// A self-managed group and a managed one that start without machines.
constexpr auto with_groups =
    R"(  addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent, cluster-autoscaler])";
constexpr auto first_group = "    - name: general\n";
constexpr auto more_groups =
    R"(    - {name: batch, kind: self-managed, os: al2023, instanceTypes: [m6i.xlarge], min: 0, desired: 0, max: 3, labels: {pool: batch}, taints: [{key: pool, value: batch, effect: NoSchedule}]}
    - {name: spare, kind: managed, os: al2023, instanceTypes: [m6i.xlarge], min: 0, desired: 0, max: 2, labels: {pool: spare}}
    - name: general
)";

std::string spec_text() {
    auto text = example_spec(addons_line, with_groups);
    return text.replace(text.find(first_group), std::string_view(first_group).size(), more_groups);
}

/// Pods of one vCPU and more each, that only machines of the pool take.
std::string deployment(std::string_view pool, int replicas, std::string_view image) {
    return fmt::format(R"(
apiVersion: apps/v1
kind: Deployment
metadata: {{name: {0}, namespace: default}}
spec:
  replicas: {1}
  selector: {{matchLabels: {{app: {0}}}}}
  template:
    metadata: {{labels: {{app: {0}}}}}
    spec:
      nodeSelector: {{pool: {0}}}
      tolerations: [{{key: pool, value: {0}, effect: NoSchedule}}]
      containers:
        - name: work
          image: {2}
          resources: {{requests: {{cpu: 1500m}}}}
)",
                       pool, replicas, image);
}

class Scaling : public ::testing::Test {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        if (kubectl_.empty())
            GTEST_SKIP() << "there is no kubectl on PATH";
        spec_ = aws_.write("cluster.yaml", spec_text());
        const auto applied = aws_.inland({"apply", spec_, "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
        image_ = run({"get", "daemonset", "kube-proxy", "-n", "kube-system", "-o",
                      "jsonpath={.spec.template.spec.containers[0].image}"});
    }

    std::string run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), kubectl_);
        const auto result = aws_.run(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }
    void apply(std::string_view pool, int replicas) const {
        run({"apply", "-f",
             aws_.write(fmt::format("{}.yaml", pool), deployment(pool, replicas, image_))});
    }
    [[nodiscard]] int nodes(const std::string& pool) const {
        const auto out = run({"get", "nodes", "-l", "pool=" + pool, "-o", "name"});
        return static_cast<int>(std::ranges::count(out, '\n'));
    }
    [[nodiscard]] std::string ready(const std::string& pool) const {
        return run({"get", "deployment", pool, "-o", "jsonpath={.status.readyReplicas}"});
    }
    [[nodiscard]] std::string log() const {
        return run({"logs", "-n", "kube-system", "deployment/cluster-autoscaler"});
    }
    [[nodiscard]] std::string events(const std::string& reason) const {
        return run({"get", "events", "-A", "--field-selector", "reason=" + reason});
    }
    [[nodiscard]] std::string plan() const {
        const auto result = aws_.inland({"plan", spec_, "--detailed-exitcode"});
        return result.exit_code == 0 ? "" : result.out + result.err;
    }
    /// Emulated time settles by itself while kubectl starts.
    bool comes(const std::function<bool()>& what) const {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (std::chrono::steady_clock::now() < give_up)
            if (what())
                return true;
        return false;
    }
    [[nodiscard]] json::value proof() const {
        const auto result = aws_.inland({"prove", "--live", "atlas", "-o", "json"});
        return parse_json(result.out).value_or(json::value());
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    std::string kubectl_, spec_;
    std::string image_;  ///< one that nodes can pull
};

TEST_F(Scaling, BringsMachinesOfASelfManagedGroupFromNoneAndTakesThemAway) {
    EXPECT_EQ(nodes("batch"), 0);
    EXPECT_THAT(plan(), IsEmpty());
    apply("batch", 4);
    EXPECT_TRUE(comes([&] { return ready("batch") == "4"; })) << log();
    EXPECT_EQ(nodes("batch"), 2);
    EXPECT_THAT(events("TriggeredScaleUp"), HasSubstr("pod triggered scale-up: [{"));
    EXPECT_THAT(plan(), IsEmpty()) << "how many there are is no drift";
    EXPECT_EQ(aws_.inland({"apply", spec_, "--yes"}).exit_code, 0);
    EXPECT_EQ(nodes("batch"), 2) << "apply does not go back to where the group started";

    apply("batch", 1);
    EXPECT_TRUE(comes([&] { return nodes("batch") == 1; })) << log();
    apply("batch", 0);
    EXPECT_TRUE(comes([&] { return nodes("batch") == 0; })) << log();
    EXPECT_THAT(plan(), IsEmpty());
    EXPECT_THAT(log(), AllOf(HasSubstr("Setting asg"), HasSubstr("removing empty node")));
    EXPECT_THAT(run({"get", "configmap", "cluster-autoscaler-status", "-n", "kube-system", "-o",
                     "jsonpath={.data.status}"}),
                AllOf(HasSubstr("autoscalerStatus: Running"), HasSubstr("maxSize: 3")));
}

TEST_F(Scaling, BringsMachinesOfAManagedGroupFromNoneAndTakesThemAway) {
    apply("spare", 3);
    EXPECT_TRUE(comes([&] { return ready("spare") == "3"; })) << log();
    EXPECT_EQ(nodes("spare"), 2);
    EXPECT_THAT(plan(), IsEmpty());
    const auto group = calls_.call("eks", "DescribeNodegroup",
                                   {{"clusterName", "atlas"}, {"nodegroupName", "spare"}});
    EXPECT_EQ(find_int(group, "nodegroup.scalingConfig.desiredSize"), 2);
    apply("spare", 0);
    EXPECT_TRUE(comes([&] { return nodes("spare") == 0; })) << log();
}

TEST_F(Scaling, EndsAtTheMaximum) {
    apply("spare", 5);
    EXPECT_TRUE(comes([&] { return ready("spare") == "4"; })) << log();
    EXPECT_EQ(nodes("spare"), 2);
    EXPECT_TRUE(comes([&] {
        return events("NotTriggerScaleUp").contains("max node group size reached");
    })) << events("NotTriggerScaleUp");
}

void lose_endpoint(AwsCalls& calls, std::string_view service) {
    calls.ec2("DeleteVpcEndpoints",
              {{"VpcEndpointIds",
                json::array{string_or_empty(calls.endpoint(service), "VpcEndpointId")}}});
}

void lose_autoscaling(AwsCalls& calls) {
    lose_endpoint(calls, "autoscaling");
}

void lose_eks(AwsCalls& calls) {
    lose_endpoint(calls, "eks");
}

void forbid_at_the_endpoint(AwsCalls& calls) {
    calls.ec2("ModifyVpcEndpoint",
              {{"VpcEndpointId", string_or_empty(calls.endpoint("autoscaling"), "VpcEndpointId")},
               {"PolicyDocument",
                R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",)"
                R"("Action":"*","Resource":"*"},{"Effect":"Deny","Principal":"*",)"
                R"("Action":"autoscaling:SetDesiredCapacity","Resource":"*"}]})"}});
}

void take_the_permission(AwsCalls& calls) {
    const auto roles = calls.call("iam", "ListRoles", {{"PathPrefix", "/inland/atlas/"}});
    for (const auto& role : find_array(roles, "Roles"))
        if (string_or_empty(role, "RoleName").contains("cluster-autoscaler"))
            calls.call("iam", "PutRolePolicy",
                       {{"RoleName", string_or_empty(role, "RoleName")},
                        {"PolicyName", "cluster-autoscaler"},
                        {"PolicyDocument",
                         R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":)"
                         R"(["autoscaling:Describe*","ec2:Describe*","eks:Describe*"],)"
                         R"("Resource":"*"}]})"}});
}

/// What the static verdict and the emulated autoscaler say of the same break.
struct Broken {
    std::string_view name;
    void (*break_it)(AwsCalls& calls);
    std::string_view service;
    std::string_view cause;
    std::string_view logged;
    std::string_view pool = "batch";
    bool is_mended = true;  ///< by `inland apply`
};

void PrintTo(const Broken& broken, std::ostream* out) {
    *out << broken.name;
}

class BrokenScaling : public Scaling, public ::testing::WithParamInterface<Broken> {
  protected:
    [[nodiscard]] std::vector<std::string> causes() const {
        const auto proven = proof();
        std::vector<std::string> kinds;
        for (const auto& row : find_array(proven, "clusters.0.flows"))
            if (string_or_empty(row, "flow") ==
                fmt::format("addon.cluster-autoscaler.{}", GetParam().service))
                for (const auto& cause : find_array(row, "causes"))
                    kinds.push_back(string_or_empty(cause, "kind"));
        return kinds;
    }
};

TEST_P(BrokenScaling, IsSeenByTheProofAndStopsTheAutoscaler) {
    EXPECT_THAT(causes(), IsEmpty());
    GetParam().break_it(calls_);
    EXPECT_THAT(causes(), Contains(GetParam().cause));
    apply(GetParam().pool, 2);
    EXPECT_TRUE(comes([&] { return log().contains(GetParam().logged); })) << log();
    EXPECT_EQ(nodes(std::string(GetParam().pool)), 0);
    if (!GetParam().is_mended)
        return;
    const auto mended = aws_.inland({"apply", spec_, "--yes"});
    EXPECT_EQ(mended.exit_code, 0) << mended.out << mended.err;
    EXPECT_THAT(causes(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Scaling, BrokenScaling,
    ::testing::Values(
        Broken{"TheEndpointIsGone", lose_autoscaling, "autoscaling", "no-endpoint",
               "Post \"https://autoscaling.eu-central-1.amazonaws.com/\": dial tcp"},
        Broken{"TheEndpointsPolicyForbidsIt", forbid_at_the_endpoint, "autoscaling",
               "endpoint-policy", "with an explicit deny in a VPC endpoint policy", "batch", false},
        Broken{"EksIsOutOfReach", lose_eks, "eks", "no-endpoint",
               "Failed to get labels from EKS DescribeNodegroup API for nodegroup spare", "spare"},
        Broken{"TheRoleMayNot", take_the_permission, "autoscaling", "iam-policy",
               "because no identity-based policy allows the autoscaling:SetDesiredCapacity"}),
    [](const auto& broken) { return std::string(broken.param.name); });

/// A first look that fails is the end of the process.
TEST_F(Scaling, CrashesWithoutAWayToItsGroupsAndRunsAgainWhenThereIsOne) {
    lose_autoscaling(calls_);
    run({"delete", "pod", "-n", "kube-system", "-l", "app.kubernetes.io/name=cluster-autoscaler"});
    const auto state = [&] {
        return run({"get", "pods", "-n", "kube-system", "-l",
                    "app.kubernetes.io/name=cluster-autoscaler"});
    };
    EXPECT_TRUE(comes([&] { return state().contains("CrashLoopBackOff"); })) << state();
    EXPECT_THAT(log(),
                HasSubstr("Failed to create AWS Manager: RequestError: send request failed"));
    EXPECT_EQ(aws_.inland({"apply", spec_, "--yes"}).exit_code, 0);
    EXPECT_TRUE(comes([&] { return state().contains("1/1"); })) << state() << log();
    apply("batch", 1);
    EXPECT_TRUE(comes([&] { return ready("batch") == "1"; })) << log();
}

/// Machines that the cluster does not take for nodes.
TEST_F(Scaling, GivesBackMachinesThatNeverBecomeNodes) {
    const auto entries = calls_.call("eks", "ListAccessEntries", {{"clusterName", "atlas"}});
    for (const auto& arn : find_array(entries, "accessEntries"))
        if (arn.as_string().find("self-managed-nodes") != std::string::npos)
            calls_.call("eks", "DeleteAccessEntry",
                        {{"clusterName", "atlas"}, {"principalArn", arn}});
    apply("batch", 1);
    EXPECT_TRUE(comes([&] {
        return events("DeleteUnregistered").contains("Removed unregistered");
    })) << log();
    EXPECT_THAT(events("ScaleUpTimedOut"), HasSubstr("failed to register within 900s"));
    EXPECT_EQ(nodes("batch"), 0);
}

TEST_F(Scaling, DoesNotSeeAGroupWithoutItsTags) {
    const auto groups = calls_.call("autoscaling", "DescribeAutoScalingGroups");
    for (const auto& group : find_array(groups, "AutoScalingGroups"))
        if (string_or_empty(group, "AutoScalingGroupName").contains("batch"))
            calls_.call(
                "autoscaling", "DeleteTags",
                {{"Tags", json::array{json::object{
                              {"ResourceId", string_or_empty(group, "AutoScalingGroupName")},
                              {"ResourceType", "auto-scaling-group"},
                              {"Key", "k8s.io/cluster-autoscaler/enabled"}}}}});
    std::vector<std::string> rules;
    const auto proven = proof();
    for (const auto& finding : find_array(proven, "findings"))
        rules.push_back(string_or_empty(finding, "rule"));
    EXPECT_THAT(rules, Contains("not-scaled"));
    apply("batch", 2);
    EXPECT_TRUE(comes([&] { return events("NotTriggerScaleUp").contains("didn't match Pod's"); }))
        << log();
    EXPECT_EQ(nodes("batch"), 0);
    EXPECT_EQ(aws_.inland({"apply", spec_, "--yes"}).exit_code, 0);
    EXPECT_TRUE(comes([&] { return ready("batch") == "2"; })) << log();
}

}  // namespace
}  // namespace inland::testing
