// SPDX-License-Identifier: Apache-2.0
// Pods whose images are in a registry in the client's data centre: from cluster.yaml to kubectl on
// the embedded AWS, what breaks the way there, and that a proof of what lives says the same.
//
//   what is broken                     | the proof                               | containerd
//   the VPC follows the rule no more   | node.images: name-not-found             | no such host
//   the endpoint may ask nobody        | dns.forward: security-group-egress      | no such host
//   an ACL stops what nodes send       | node.images: nacl-egress                | i/o timeout
//   an ACL stops the endpoint's UDP    | dns.forward: nacl-egress                | no such host
//   (not AWS's matter) no certificate  |                                         | unknown
//   authority
#include "tests/peers/client_worlds.h"
#include "tests/support/embedded_aws.h"

#include <array>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view registry = "registry.corp.example.com:5000";

/// Of an authority that signs nothing ("openssl req -x509").
constexpr std::string_view certificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBezCCASGgAwIBAgIUNPrNHV8bflmBTi99hyiwTpH1sgcwCgYIKoZIzj0EAwIw\n"
    "EjEQMA4GA1UEAwwHQ29ycCBDQTAgFw0yNjExMjMxOTU0NTdaGA8yMTI2MTAzMDE5\n"
    "NTQ1N1owEjEQMA4GA1UEAwwHQ29ycCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH\n"
    "A0IABOSRPasZnT1t9UlfVdRKrpdGM5PeOusCQog/hAERtmyponnMjDSx2ywnYDoI\n"
    "XtaqvcIDKVTDkp+qk+FFh6quyrijUzBRMB0GA1UdDgQWBBSzzmRo/RYPQL18mdL0\n"
    "vI4MT6mQajAfBgNVHSMEGDAWgBSzzmRo/RYPQL18mdL0vI4MT6mQajAPBgNVHRMB\n"
    "Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDlCaPTepPmE9+wqu43+DDoDzFr\n"
    "16FcexIhA4I4axWCBgIgScQfwrY6lmoJ0t28AVXlEteQ1DoIHn7xRA73EWsrdW0=\n"
    "-----END CERTIFICATE-----\n";

std::string spec_text(std::string_view registry_fields) {
    return example_spec("registry: ecr",
                        fmt::format("registry: {{url: \"{}/k8s\"{}}}\n"
                                    "  dns: {{forward: {{corp.example.com: [192.168.0.53]}}}}",
                                    registry, registry_fields));
}

class RegistryOfTheClient : public ::testing::Test {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        if (kubectl_.empty())
            GTEST_SKIP() << "there is no kubectl on PATH";
        calls_.post("/_inland/names",
                    {{"name", "registry.corp.example.com"}, {"address", "192.168.77.7"}});
    }

    void apply(std::string_view registry_fields = "") {
        spec_ = aws_.write("cluster.yaml", spec_text(registry_fields));
        apply_again();
        ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
    }

    void apply_again() const {
        const auto applied = aws_.inland({"apply", spec_, "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
    }

    [[nodiscard]] json::value answer(std::vector<std::string> command) const {
        command.insert(command.end(), {"-o", "json"});
        const auto result = aws_.inland(command);
        auto document = parse_json(result.out);
        EXPECT_TRUE(document) << result.out << result.err;
        return document.value_or(json::value());
    }

    /// What becomes of a new pod with an image from there: "Running", or what containerd says.
    std::string new_pod() {
        const auto name = fmt::format("app-{}", ++pods_);
        const auto made =
            aws_.run({kubectl_, "run", name, fmt::format("--image={}/k8s/app:1", registry)});
        EXPECT_EQ(made.exit_code, 0) << made.err;
        std::string told;
        for (int look = 0; look < 100 && told.empty(); ++look)
            told = fate_of(name);
        return told;
    }

    [[nodiscard]] std::string fate_of(const std::string& pod) const {
        const auto shown = aws_.run({kubectl_, "get", "pod", pod, "-o", "json"});
        const auto document = parse_json(shown.out).value_or(json::value());
        if (text_in(document, "status.phase") == "Running")
            return "Running";
        return text_in(document, "status.containerStatuses.0.state.waiting.message");
    }

    [[nodiscard]] std::vector<std::string> living_causes(std::string_view flow) const {
        std::vector<std::string> kinds;
        const auto proof = answer({"prove", "--live", "atlas"});
        for (const auto& row : find_array(proof, "clusters.0.flows"))
            if (text_in(row, "flow") == flow && text_in(row, "verdict") == "fails")
                for (const auto& cause : find_array(row, "causes"))
                    kinds.push_back(text_in(cause, "kind"));
        return kinds;
    }

    json::value rule() {
        const auto answer = calls_.call("route53resolver", "ListResolverRules");
        for (const auto& found : find_array(answer, "ResolverRules"))
            if (text_in(found, "RuleType") == "FORWARD")
                return found;
        return {};
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    std::string kubectl_, spec_;
    int pods_ = 0;
};

TEST_F(RegistryOfTheClient, ServesPodsAndLeavesNothingBehind) {
    apply();
    EXPECT_THAT(find_array(answer({"plan", spec_}), "changes"), IsEmpty());
    EXPECT_EQ(new_pod(), "Running");
    const auto live = aws_.inland({"prove", "--live", "atlas"});
    EXPECT_EQ(live.exit_code, 0) << live.out;

    const auto destroyed = aws_.inland({"destroy", spec_, "--yes"});
    ASSERT_EQ(destroyed.exit_code, 0) << destroyed.out << destroyed.err;
    EXPECT_EQ(rule(), json::value());
    EXPECT_THAT(
        find_array(calls_.call("route53resolver", "ListResolverEndpoints"), "ResolverEndpoints"),
        IsEmpty());
}

TEST_F(RegistryOfTheClient, IsBelievedByItsOwnAuthoritysCertificateOnly) {
    calls_.post("/_inland/names", {{"name", "registry.corp.example.com"},
                                   {"address", "192.168.77.7"},
                                   {"authority", certificate}});
    apply();
    EXPECT_THAT(new_pod(), HasSubstr("certificate signed by unknown authority"));
    ASSERT_EQ(aws_.inland({"destroy", spec_, "--yes"}).exit_code, 0);

    (void)aws_.write("ca.pem", std::string(certificate));
    apply(", ca: ca.pem");
    EXPECT_THAT(find_array(answer({"plan", spec_}), "changes"), IsEmpty());
    EXPECT_EQ(new_pod(), "Running");
}

TEST_F(RegistryOfTheClient, IsLookedUpByItsOwnNameServersOnly) {
    apply();
    calls_.post("/_inland/names",
                {{"name", "registry.corp.example.com"}, {"address", json::value()}});
    EXPECT_THAT(new_pod(), HasSubstr("no such host"));
}

TEST_F(RegistryOfTheClient, IsForwardedToWhereTheSpecSaysWhateverWasChanged) {
    apply();
    calls_.call("route53resolver", "UpdateResolverRule",
                {{"ResolverRuleId", text_in(rule(), "Id")},
                 {"Config",
                  json::object{{"TargetIps", json::array{json::object{{"Ip", "192.168.9.9"}}}}}}});
    const auto plan = answer({"plan", spec_});
    ASSERT_EQ(find_array(plan, "changes").size(), 1U);
    EXPECT_EQ(text_in(plan, "changes.0.resource"), "resolver-rule/registry");
    EXPECT_EQ(text_in(plan, "changes.0.action"), "update");
    apply_again();
    EXPECT_EQ(text_in(rule(), "TargetIps.0.Ip"), "192.168.0.53");
}

void stop_following(AwsCalls& calls) {
    const auto answer = calls.call("route53resolver", "ListResolverRuleAssociations");
    for (const auto& found : find_array(answer, "ResolverRuleAssociations"))
        if (text_in(found, "Id").starts_with("rslvr-rrassoc-"))
            calls.call("route53resolver", "DisassociateResolverRule",
                       {{"ResolverRuleId", text_in(found, "ResolverRuleId")},
                        {"VPCId", text_in(found, "VPCId")}});
}

void close_outbound_group(AwsCalls& calls) {
    const auto group =
        only(calls.ec2("DescribeSecurityGroups", filtered("group-name", "atlas-dns-outbound")),
             "SecurityGroups");
    calls.ec2("RevokeSecurityGroupEgress",
              {{"GroupId", text_in(group, "GroupId")},
               {"IpPermissions", find_array(group, "IpPermissionsEgress")}});
}

std::string default_acl(AwsCalls& calls) {
    return text_in(calls.ec2("DescribeNetworkAcls", filtered("vpc-id", calls.vpc())),
                   "NetworkAcls.0.NetworkAclId");
}

constexpr int before_all = 50;

void deny(AwsCalls& calls, std::string_view protocol, int port) {
    calls.ec2("CreateNetworkAclEntry", {{"NetworkAclId", default_acl(calls)},
                                        {"RuleNumber", before_all},
                                        {"Protocol", protocol},
                                        {"RuleAction", "deny"},
                                        {"Egress", true},
                                        {"CidrBlock", "192.168.0.0/16"},
                                        {"PortRange", json::object{{"From", port}, {"To", port}}}});
}

void deny_registry(AwsCalls& calls) {
    deny(calls, "6", 5000);
}

void deny_questions(AwsCalls& calls) {
    deny(calls, "17", 53);
}

void allow_again(AwsCalls& calls) {
    calls.ec2("DeleteNetworkAclEntry",
              {{"NetworkAclId", default_acl(calls)}, {"RuleNumber", before_all}, {"Egress", true}});
}

struct BrokenWay {
    std::string_view name;
    void (*break_it)(AwsCalls& calls);
    std::string_view flow;
    std::string_view cause;
    std::string_view containerd;
    void (*mend_it)(AwsCalls& calls) = nullptr;  ///< nullptr: apply does
};

constexpr std::array broken_ways{
    BrokenWay{"RuleNotFollowed", stop_following, "node.images", "name-not-found", "no such host"},
    BrokenWay{"EndpointClosed", close_outbound_group, "dns.forward", "security-group-egress",
              "no such host"},
    BrokenWay{"RegistryDenied", deny_registry, "node.images", "nacl-egress", "i/o timeout",
              allow_again},
    BrokenWay{"QuestionsDenied", deny_questions, "dns.forward", "nacl-egress", "no such host",
              allow_again},
};

TEST_F(RegistryOfTheClient, IsOutOfReachAsItIsProvenUntilItIsMended) {
    apply();
    for (const auto& way : broken_ways) {
        SCOPED_TRACE(way.name);
        way.break_it(calls_);
        EXPECT_THAT(living_causes(way.flow), Contains(std::string(way.cause)));
        EXPECT_THAT(living_causes("node.images"), Not(IsEmpty()));
        EXPECT_THAT(new_pod(), HasSubstr(std::string(way.containerd)));
        if (way.mend_it != nullptr)
            way.mend_it(calls_);
        else
            apply_again();
        EXPECT_EQ(new_pod(), "Running");
    }
    EXPECT_THAT(find_array(answer({"plan", spec_}), "changes"), IsEmpty());
}

}  // namespace
}  // namespace inland::testing
