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
#include "core/crypto.h"
#include "tests/peers/client_worlds.h"
#include "tests/peers/docker_registry.h"
#include "tests/support/embedded_aws.h"

#include <array>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
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

class PullSecretOfTheClient : public RegistryOfTheClient {
  protected:
    /// The registry's entry beside somebody else's.
    void write_password(std::string_view password) {
        (void)aws_.write(
            "pull.json",
            fmt::format(R"({{"auths": {{"{}": {{"username": "robot", "password": "{}"}},
                                        "other.example.com": {{"auth": "{}"}}}}}})",
                        registry, password, base64("someone:else-4Tz")));
    }

    /// What `plan` and `apply` say, in both forms of output.
    [[nodiscard]] std::string all_output(const std::vector<std::string>& command) const {
        const auto result = aws_.inland(command);
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        return result.out + result.err;
    }

    [[nodiscard]] json::value object(std::vector<std::string> what) const {
        what.insert(what.begin(), {kubectl_, "get", "-o", "json"});
        const auto shown = aws_.run(what);
        EXPECT_EQ(shown.exit_code, 0) << shown.err;
        return parse_json(shown.out).value_or(json::value());
    }

    /// Docker's config in the Secret of a namespace, as kubelet would read it.
    [[nodiscard]] json::value placed(const std::string& name_space) const {
        const auto secret = object({"secret", "inland-registry", "-n", name_space});
        EXPECT_EQ(text_in(secret, "type"), "kubernetes.io/dockerconfigjson");
        const auto* content = find_object(secret, "data").if_contains(".dockerconfigjson");
        return content == nullptr
                   ? json::value()
                   : parse_json(decode_base64(std::string(content->as_string())).value_or(""))
                         .value_or(json::value());
    }

    static json::value config_with(std::string_view password) {
        return json::object{
            {"auths",
             json::object{
                 {registry, json::object{{"auth", base64(fmt::format("robot:{}", password))}}}}}};
    }

    [[nodiscard]] std::vector<std::string> named_secrets() const {
        std::vector<std::string> names;
        const auto account = object({"serviceaccount", "default"});
        for (const auto& entry : find_array(account, "imagePullSecrets"))
            names.push_back(text_in(entry, "name"));
        return names;
    }
};

constexpr std::string_view with_pull_secret = ", pullSecret: pull.json";

TEST_F(PullSecretOfTheClient, IsPlacedWithThatRegistrysEntryAlone) {
    write_password("wire-9Kq");
    apply(with_pull_secret);
    for (const auto* name_space : {"default", "kube-system"})
        EXPECT_EQ(placed(name_space), config_with("wire-9Kq"));
    EXPECT_THAT(named_secrets(), ElementsAre("inland-registry"));
    EXPECT_THAT(find_array(answer({"plan", spec_}), "changes"), IsEmpty());
    EXPECT_EQ(new_pod(), "Running");
}

TEST_F(PullSecretOfTheClient, FollowsItsFile) {
    write_password("wire-9Kq");
    apply(with_pull_secret);
    write_password("wire-2Lm");
    const auto plan = answer({"plan", spec_});
    ASSERT_EQ(find_array(plan, "changes").size(), 1U);
    EXPECT_EQ(text_in(plan, "changes.0.resource"), "secret/inland-registry");
    EXPECT_EQ(text_in(plan, "changes.0.action"), "update");
    apply_again();
    EXPECT_EQ(placed("default"), config_with("wire-2Lm"));
    EXPECT_THAT(find_array(answer({"plan", spec_}), "changes"), IsEmpty());
}

TEST_F(PullSecretOfTheClient, IsNamedBesideThoseOfOthers) {
    write_password("wire-9Kq");
    apply(with_pull_secret);
    const auto patched = aws_.run({kubectl_, "patch", "serviceaccount", "default", "--type=merge",
                                   "-p", R"({"imagePullSecrets": [{"name": "theirs"}]})"});
    ASSERT_EQ(patched.exit_code, 0) << patched.err;
    EXPECT_EQ(text_in(answer({"plan", spec_}), "changes.0.resource"), "secret/inland-registry");
    apply_again();
    EXPECT_THAT(named_secrets(), ElementsAre("theirs", "inland-registry"));
}

TEST_F(PullSecretOfTheClient, IsInNoOutput) {
    write_password("wire-9Kq");
    spec_ = aws_.write("cluster.yaml", spec_text(with_pull_secret));
    std::string said = all_output({"plan", spec_}) + all_output({"plan", spec_, "-o", "json"}) +
                       all_output({"design", spec_, "-o", "json"});
    EXPECT_THAT(said, HasSubstr("secret/inland-registry"));
    said += all_output({"apply", spec_, "--yes", "-v"});
    write_password("wire-2Lm");
    said += all_output({"plan", spec_}) + all_output({"plan", spec_, "-o", "json"});
    for (const std::string password : {"wire-9Kq", "wire-2Lm", "else-4Tz"})
        EXPECT_THAT(said, Not(HasSubstr(password)));
    for (const auto* login : {"robot:wire-9Kq", "robot:wire-2Lm", "someone:else-4Tz"})
        EXPECT_THAT(said, Not(HasSubstr(base64(login))));
}

TEST_F(PullSecretOfTheClient, IsSaidWhereTheKubernetesApiIsOutOfReach) {
    write_password("wire-9Kq");
    apply(with_pull_secret);
    const auto outside =
        aws_.inland({"plan", spec_, "--via", fmt::format("http://127.0.0.1:{}", free_port())});
    EXPECT_EQ(outside.exit_code, 0) << outside.err;
    EXPECT_THAT(outside.err, HasSubstr("was not seen"));
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
