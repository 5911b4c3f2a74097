// SPDX-License-Identifier: Apache-2.0
// The client's domains in pods: from cluster.yaml to what a pod hears on the embedded AWS, what
// breaks the way to the client's name servers, and that a proof of what lives says the same.
#include "tests/peers/client_worlds.h"
#include "tests/support/embedded_aws.h"

#include <ostream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ClusterDomains : public ::testing::Test {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        if (kubectl_.empty())
            GTEST_SKIP() << "there is no kubectl on PATH";
        calls_.post("/_inland/names",
                    {{"name", "db.corp.example.com"}, {"address", "192.168.77.7"}});
        calls_.post("/_inland/names", {{"name", "nothing.corp.example.com"}, {"address", nullptr}});
        apply(first_spec());
        ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
        run({"run", "app", "--image=registry.k8s.io/pause:3.10", "--restart=Never"});
    }

    [[nodiscard]] virtual std::string first_spec() const { return forwarding(); }

    static std::string forwarding() {
        return example_spec("  registry: ecr",
                            "  registry: ecr\n  dns: {forward: {corp.example.com: "
                            "[192.168.0.53, 192.168.1.53]}}");
    }
    void apply(const std::string& text) {
        spec_ = aws_.write("cluster.yaml", text);
        const auto applied = aws_.inland({"apply", spec_, "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
    }
    void expect_nothing_to_do() const {
        const auto plan = aws_.inland({"plan", spec_, "--detailed-exitcode"});
        EXPECT_EQ(plan.exit_code, 0) << plan.out;
    }
    std::string run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), kubectl_);
        const auto result = aws_.run(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }
    [[nodiscard]] std::string port() const { return aws_.url().substr(aws_.url().rfind(':') + 1); }
    /// What a pod of our own hears, by Kubernetes' rules.
    std::string heard(const std::string& name, const std::string& who = "pod/default/app") const {
        const auto result = aws_.inland({"aws", "resolve", name, "--from", who, "--port", port()});
        return result.out + result.err;
    }
    [[nodiscard]] std::vector<std::string> causes() const {
        const auto result = aws_.inland({"prove", "--live", "atlas", "-o", "json"});
        const auto proof = parse_json(result.out).value_or(json::value());
        std::vector<std::string> kinds;
        for (const auto& row : find_array(proof, "clusters.0.flows"))
            if (string_or_empty(row, "flow") == "dns.forward")
                for (const auto& cause : find_array(row, "causes"))
                    kinds.push_back(string_or_empty(cause, "kind"));
        return kinds;
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    std::string kubectl_, spec_;
};

TEST_F(ClusterDomains, AreHeardOfByPodsAndByNobodyElse) {
    EXPECT_THAT(heard("db.corp.example.com"), HasSubstr("192.168.77.7"));
    EXPECT_THAT(heard("nothing.corp.example.com"), HasSubstr("no such host"));
    EXPECT_THAT(run({"get", "configmap", "coredns", "-n", "kube-system", "-o", "yaml"}),
                HasSubstr("forward . 192.168.0.53 192.168.1.53"));
    EXPECT_THAT(causes(), IsEmpty());
    expect_nothing_to_do();
}

std::string without_the_addon(std::string spec) {
    constexpr std::string_view addon = ", coredns";
    return spec.erase(spec.find(addon), addon.size());
}

/// CoreDNS as EKS installs it, kept by no add-on: Inland writes into its ConfigMap.
class DomainsOfOwnCoredns : public ClusterDomains {
  protected:
    [[nodiscard]] std::string first_spec() const override {
        return without_the_addon(forwarding());
    }
    [[nodiscard]] std::string corefile() const {
        return run({"get", "configmap", "coredns", "-n", "kube-system", "-o",
                    "jsonpath={.data.Corefile}"});
    }
    void edit(const std::string& corefile) const {
        const json::object patch{{"data", json::object{{"Corefile", corefile}}}};
        run({"patch", "configmap", "coredns", "-n", "kube-system", "--type=merge", "-p",
             json::serialize(patch)});
    }
};

TEST_F(DomainsOfOwnCoredns, ComeAndGoAmongTheUsersOwnBytes) {
    EXPECT_THAT(heard("db.corp.example.com"), HasSubstr("192.168.77.7"));
    expect_nothing_to_do();

    const std::string theirs =
        "# ours since 2021\nlab.example.com:53 {\n\tforward . 192.168.9.9\n}\n";
    edit(theirs + corefile());
    expect_nothing_to_do();
    edit(theirs + "\n");
    EXPECT_THAT(heard("db.corp.example.com"), HasSubstr("no such host"));
    const auto plan = aws_.inland({"plan", spec_, "--detailed-exitcode"});
    EXPECT_EQ(plan.exit_code, 4);
    EXPECT_THAT(plan.out, HasSubstr("corefile/coredns"));

    apply(first_spec());
    EXPECT_THAT(corefile(), HasSubstr("forward . 192.168.0.53 192.168.1.53"));
    EXPECT_THAT(heard("db.corp.example.com"), HasSubstr("192.168.77.7"));

    apply(without_the_addon(example_spec()));
    EXPECT_EQ(corefile(), theirs + "\n");
    expect_nothing_to_do();
}

TEST_F(DomainsOfOwnCoredns, AreNotTakenFromSomebodyElsesBlock) {
    edit(
        ".:53 {\n    forward . /etc/resolv.conf\n}\ncorp.example.com {\n    forward . "
        "10.0.0.9\n}\n");
    const auto plan = aws_.inland({"plan", spec_});
    EXPECT_NE(plan.exit_code, 0);
    EXPECT_THAT(plan.err, HasSubstr("line 4 of the Corefile: corp.example.com has a server block"));
}

void deny(AwsCalls& calls, bool is_egress, int from, int to) {
    const auto acls = calls.ec2("DescribeNetworkAcls");
    for (const auto& acl : find_array(acls, "NetworkAcls"))
        calls.ec2("CreateNetworkAclEntry", {{"NetworkAclId", string_or_empty(acl, "NetworkAclId")},
                                            {"RuleNumber", 50},
                                            {"Protocol", "17"},
                                            {"RuleAction", "deny"},
                                            {"Egress", is_egress},
                                            {"CidrBlock", "192.168.0.0/16"},
                                            {"PortRange", {{"From", from}, {"To", to}}}});
}

void deny_questions(AwsCalls& calls) {
    deny(calls, true, 53, 53);
}

void deny_answers(AwsCalls& calls) {
    deny(calls, false, 1024, 65535);
}

void take_the_way_out_of_groups(AwsCalls& calls) {
    const auto groups = calls.ec2("DescribeSecurityGroups");
    for (const auto& group : find_array(groups, "SecurityGroups"))
        if (string_or_empty(group, "GroupName").starts_with("eks-cluster-sg-"))
            calls.ec2("RevokeSecurityGroupEgress",
                      {{"GroupId", string_or_empty(group, "GroupId")},
                       {"IpPermissions", find_array(group, "IpPermissionsEgress")}});
}

struct Broken {
    std::string_view name;
    void (*break_it)(AwsCalls& calls);
    std::string_view cause;
};

void PrintTo(const Broken& broken, std::ostream* out) {
    *out << broken.name;
}

class BrokenWay : public ClusterDomains, public ::testing::WithParamInterface<Broken> {};

TEST_P(BrokenWay, IsSeenByTheProofAndHeardByPods) {
    ASSERT_THAT(heard("db.corp.example.com"), HasSubstr("192.168.77.7"));
    GetParam().break_it(calls_);
    EXPECT_THAT(heard("db.corp.example.com"), HasSubstr("i/o timeout"));
    EXPECT_THAT(causes(), Contains(GetParam().cause));
}

INSTANTIATE_TEST_SUITE_P(
    ClusterDomains, BrokenWay,
    ::testing::Values(Broken{"AnAclStopsQuestions", deny_questions, "nacl-egress"},
                      Broken{"AnAclStopsAnswers", deny_answers, "nacl-ingress"},
                      Broken{"NodesMayAskNobody", take_the_way_out_of_groups,
                             "security-group-egress"}),
    [](const auto& broken) { return std::string(broken.param.name); });

}  // namespace
}  // namespace inland::testing
