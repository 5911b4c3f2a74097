// SPDX-License-Identifier: Apache-2.0
// Service accounts that call AWS, by IRSA and by EKS Pod Identity: what the proof says of the
// living cluster and what pods get there are the same, and the AWS CLI acts as a pod.
#include "core/json.h"
#include "tests/peers/aws_calls.h"
#include "tests/support/embedded_aws.h"

#include <set>

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

constexpr auto addons_line = "addons: [vpc-cni, coredns, kube-proxy]";
constexpr auto role_name = "atlas-eu-central-1-shop.orders";
/// An image that nodes can pull.
constexpr auto image =
    "602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/coredns:v1.12.4-eksbuild.1";

std::string spec_text(const std::string& via) {
    return example_spec(
        addons_line, fmt::format("addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent]\n"
                                 "  serviceAccounts:\n"
                                 "    - {{namespace: shop, name: orders, via: {}, policies: "
                                 "[\"arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess\"]}}",
                                 via));
}

/// The cluster "atlas" whose service account shop/orders has a role.
class Identities {
  public:
    explicit Identities(const std::string& via) {
        spec_ = aws.write("cluster.yaml", spec_text(via));
        applied = aws.inland({"apply", spec_, "--yes"});
        EXPECT_EQ(aws.inland({"kubeconfig", "atlas"}).exit_code, 0);
        // Pod Identity is for a service account that people make themselves.
        if (via == "pod-identity")
            for (const auto* kind : {"namespace/shop", "serviceaccount/orders"}) {
                const std::string words(kind);
                const auto slash = words.find('/');
                static_cast<void>(
                    kubectl({"create", words.substr(0, slash), words.substr(slash + 1)}));
            }
    }

    [[nodiscard]] const std::string& spec() const { return spec_; }

    [[nodiscard]] ProcessResult kubectl(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"kubectl", "-n", "shop"});
        return aws.run(arguments);
    }

    /// What a new pod of the service account prints that runs `aws ARGUMENTS...`.
    [[nodiscard]] std::string said_by_pod(const std::string& name,
                                          const std::vector<std::string>& arguments) const {
        json::array command{"aws"};
        command.insert(command.end(), arguments.begin(), arguments.end());
        const json::object container{{"name", "main"}, {"image", image}, {"command", command}};
        const json::object pod{{"apiVersion", "v1"},
                               {"kind", "Pod"},
                               {"metadata", json::object{{"name", name}, {"namespace", "shop"}}},
                               {"spec", json::object{{"serviceAccountName", "orders"},
                                                     {"containers", json::array{container}}}}};
        const auto path = aws.write(name + ".json", json::serialize(pod));
        const auto made = kubectl({"apply", "-f", path});
        EXPECT_EQ(made.exit_code, 0) << made.err;
        const auto ready =
            kubectl({"wait", "--for=condition=Ready", "--timeout=60s", "pod/" + name});
        EXPECT_EQ(ready.exit_code, 0) << ready.err;
        const auto log = kubectl({"logs", name});
        return log.out + log.err;
    }

    /// The kinds of causes why a flow fails in the living cluster; empty where it holds.
    [[nodiscard]] std::set<std::string> causes_of(const std::string& flow) const {
        const auto proof = aws.inland({"prove", "--live", "atlas", "-o", "json"});
        const auto document = parse_json(proof.out);
        std::set<std::string> kinds;
        bool is_asked = false;
        if (!document)
            return {"unreadable: " + proof.out + proof.err};
        for (const auto& cluster : find_array(*document, "clusters"))
            for (const auto& verdict : find_array(cluster, "flows")) {
                if (find_string(verdict, "flow") != flow)
                    continue;
                is_asked = true;
                if (find_string(verdict, "verdict") != "holds")
                    for (const auto& cause : find_array(verdict, "causes"))
                        kinds.insert(string_or_empty(cause, "kind"));
            }
        return is_asked ? kinds : std::set<std::string>{"not asked"};
    }

    EmbeddedAwsProcess aws;
    ProcessResult applied;

  private:
    std::string spec_;
};

bool lacks_kubectl() {
    return !find_program("kubectl").has_value();
}

void expect_sound(const std::string& via, const std::string& flow) {
    const Identities cluster(via);
    ASSERT_EQ(cluster.applied.exit_code, 0) << cluster.applied.out << cluster.applied.err;
    EXPECT_EQ(cluster.aws.inland({"plan", cluster.spec(), "--detailed-exitcode"}).exit_code, 0);
    EXPECT_THAT(cluster.causes_of(flow), IsEmpty());
    EXPECT_THAT(cluster.said_by_pod("reads", {"ec2", "describe-vpcs"}), HasSubstr("CidrBlock"));
    EXPECT_THAT(cluster.said_by_pod("changes", {"ec2", "create-internet-gateway"}),
                AllOf(HasSubstr("UnauthorizedOperation"),
                      HasSubstr(fmt::format("assumed-role/{}/", role_name))));

    const auto destroyed = cluster.aws.inland({"destroy", cluster.spec(), "--yes"});
    EXPECT_EQ(destroyed.exit_code, 0) << destroyed.err;
    AwsCalls calls(cluster.aws);
    EXPECT_THAT(
        find_array(calls.call("iam", "ListOpenIDConnectProviders"), "OpenIDConnectProviderList"),
        IsEmpty());
    EXPECT_THAT(
        find_array(calls.call("iam", "ListRoles", {{"PathPrefix", "/inland/atlas/"}}), "Roles"),
        IsEmpty());
}

TEST(ServiceAccountByIrsa, CallsAwsAsItsRoleAndGoesWithoutATrace) {
    if (lacks_kubectl())
        GTEST_SKIP() << "there is no kubectl on PATH";
    expect_sound("irsa", "pod.sts");
}

TEST(ServiceAccountByPodIdentity, CallsAwsAsItsRoleAndGoesWithoutATrace) {
    if (lacks_kubectl())
        GTEST_SKIP() << "there is no kubectl on PATH";
    expect_sound("pod-identity", "pod.eks-auth");
}

/// What somebody breaks, what the proof says to it, and what a new pod prints.
struct Breakage {
    std::string_view name;
    void (*make)(AwsCalls& calls);
    std::string_view cause;
    std::string_view says;
};

void PrintTo(const Breakage& breakage, std::ostream* out) {
    *out << breakage.name;
}

void remove_endpoint(AwsCalls& calls, std::string_view service) {
    calls.ec2("DeleteVpcEndpoints",
              {{"VpcEndpointIds",
                json::array{string_or_empty(calls.endpoint(service), "VpcEndpointId")}}});
}

void change_endpoint(AwsCalls& calls, std::string_view service, json::object change) {
    change["VpcEndpointId"] = string_or_empty(calls.endpoint(service), "VpcEndpointId");
    calls.ec2("ModifyVpcEndpoint", std::move(change));
}

/// As people write it who forget that STS's callers have no principal yet.
constexpr auto own_account = R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
    "Principal": {"AWS": "123456789012"}, "Action": "*", "Resource": "*"}]})";
constexpr auto only_tokens = R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
    "Principal": "*", "Action": "eks-auth:Describe*", "Resource": "*"}]})";

constexpr auto no_vpcs = R"({"Version": "2012-10-17", "Statement": [{"Effect": "Deny",
    "Principal": "*", "Action": "ec2:DescribeVpcs", "Resource": "*"}]})";

void trust(AwsCalls& calls, const std::string& from, const std::string& to) {
    const auto role = calls.call("iam", "GetRole", {{"RoleName", role_name}});
    auto text = string_or_empty(role, "Role.AssumeRolePolicyDocument");
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_escaped = text[at] == '%';
        plain += is_escaped ? static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16))
                            : text[at];
        at += is_escaped ? 2 : 0;
    }
    const auto place = plain.find(from);
    ASSERT_NE(place, std::string::npos) << plain;
    calls.call(
        "iam", "UpdateAssumeRolePolicy",
        {{"RoleName", role_name}, {"PolicyDocument", plain.replace(place, from.size(), to)}});
}

std::string provider(AwsCalls& calls) {
    const auto listed = calls.call("iam", "ListOpenIDConnectProviders");
    return string_or_empty(find_array(listed, "OpenIDConnectProviderList").at(0), "Arn");
}

void expect_broken(const std::string& via, const std::string& flow, const Breakage& breakage) {
    const Identities cluster(via);
    ASSERT_EQ(cluster.applied.exit_code, 0) << cluster.applied.err;
    AwsCalls calls(cluster.aws);
    breakage.make(calls);
    EXPECT_THAT(cluster.causes_of(flow), Contains(breakage.cause));
    const auto said = cluster.said_by_pod("before", {"ec2", "describe-vpcs"});
    EXPECT_THAT(said, HasSubstr(breakage.says));
    EXPECT_THAT(said, Not(HasSubstr("CidrBlock")));

    // What a policy says is its owner's: the spec has no word for it.
    if (breakage.cause == "endpoint-policy")
        change_endpoint(calls, via == "irsa" ? "sts" : "eks-auth", {{"ResetPolicy", true}});
    const auto mended = cluster.aws.inland({"apply", cluster.spec(), "--yes"});
    EXPECT_EQ(mended.exit_code, 0) << mended.out << mended.err;
    EXPECT_THAT(cluster.causes_of(flow), IsEmpty());
    EXPECT_THAT(cluster.said_by_pod("again", {"ec2", "describe-vpcs"}), HasSubstr("CidrBlock"));
}

class BrokenIrsa : public ::testing::TestWithParam<Breakage> {};

TEST_P(BrokenIrsa, IsProvenAndFeltTheSameAndMended) {
    if (lacks_kubectl())
        GTEST_SKIP() << "there is no kubectl on PATH";
    expect_broken("irsa", "pod.sts", GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Ways, BrokenIrsa,
    ::testing::Values(
        Breakage{"NoEndpoint", [](AwsCalls& calls) { remove_endpoint(calls, "sts"); },
                 "no-endpoint", "Connect timeout on endpoint URL"},
        Breakage{"EndpointForTheAccountsPrincipals",
                 [](AwsCalls& calls) {
                     change_endpoint(calls, "sts", {{"PolicyDocument", own_account}});
                 },
                 "endpoint-policy",
                 "no VPC endpoint policy allows the sts:AssumeRoleWithWebIdentity action"},
        Breakage{
            "PrivateDnsOff",
            [](AwsCalls& calls) { change_endpoint(calls, "sts", {{"PrivateDnsEnabled", false}}); },
            "private-dns-off", "Connect timeout on endpoint URL"},
        Breakage{"AnotherServiceAccountsTrust",
                 [](AwsCalls& calls) { trust(calls, "shop:orders", "shop:bills"); }, "iam-policy",
                 "Not authorized to perform sts:AssumeRoleWithWebIdentity"},
        Breakage{"NoProvider",
                 [](AwsCalls& calls) {
                     calls.call("iam", "DeleteOpenIDConnectProvider",
                                {{"OpenIDConnectProviderArn", provider(calls)}});
                 },
                 "identity-provider", "No OpenIDConnect provider found in your account"},
        Breakage{"ProviderForAnotherAudience",
                 [](AwsCalls& calls) {
                     calls.call("iam", "RemoveClientIDFromOpenIDConnectProvider",
                                {{"OpenIDConnectProviderArn", provider(calls)},
                                 {"ClientID", "sts.amazonaws.com"}});
                 },
                 "identity-provider", "Incorrect token audience"}),
    [](const auto& given) { return std::string(given.param.name); });

class BrokenPodIdentity : public ::testing::TestWithParam<Breakage> {};

TEST_P(BrokenPodIdentity, IsProvenAndFeltTheSameAndMended) {
    if (lacks_kubectl())
        GTEST_SKIP() << "there is no kubectl on PATH";
    expect_broken("pod-identity", "pod.eks-auth", GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Ways, BrokenPodIdentity,
    ::testing::Values(
        Breakage{"NoEndpoint", [](AwsCalls& calls) { remove_endpoint(calls, "eks-auth"); },
                 "no-endpoint", "Connect timeout on endpoint URL"},
        Breakage{"EndpointPolicy",
                 [](AwsCalls& calls) {
                     change_endpoint(calls, "eks-auth", {{"PolicyDocument", only_tokens}});
                 },
                 "endpoint-policy",
                 "no VPC endpoint policy allows the eks-auth:AssumeRoleForPodIdentity action"},
        Breakage{"TrustWithoutTags",
                 [](AwsCalls& calls) { trust(calls, "sts:TagSession", "sts:GetCallerIdentity"); },
                 "iam-policy", "EKS does not have permissions to assume the associated role"},
        Breakage{"NoAgent",
                 [](AwsCalls& calls) {
                     calls.call(
                         "eks", "DeleteAddon",
                         {{"clusterName", "atlas"}, {"addonName", "eks-pod-identity-agent"}});
                 },
                 "addon-missing", "Could not connect to the endpoint URL: \"http://169.254.170.23"},
        Breakage{"NoAssociation",
                 [](AwsCalls& calls) {
                     const auto listed = calls.call("eks", "ListPodIdentityAssociations",
                                                    {{"clusterName", "atlas"}});
                     calls.call("eks", "DeletePodIdentityAssociation",
                                {{"clusterName", "atlas"},
                                 {"associationId",
                                  string_or_empty(find_array(listed, "associations").at(0),
                                                  "associationId")}});
                 },
                 "no-association", "Unable to locate credentials"}),
    [](const auto& given) { return std::string(given.param.name); });

/// The real AWS CLI where the pod is, with the pod's token.
TEST(ServiceAccountByIrsa, LetsTheAwsCliActAsItsPod) {
    const auto cli = find_program("aws");
    if (lacks_kubectl() || !cli)
        GTEST_SKIP() << "there is no kubectl, or no aws, on PATH";
    const Identities cluster("irsa");
    ASSERT_EQ(cluster.applied.exit_code, 0) << cluster.applied.err;
    static_cast<void>(cluster.said_by_pod("shell", {"sts", "get-caller-identity"}));
    const auto token =
        cluster.kubectl({"create", "token", "orders", "--audience", "sts.amazonaws.com"});
    ASSERT_EQ(token.exit_code, 0) << token.err;
    const auto authority = (cluster.aws.folder() / "ca.pem").string();
    ASSERT_EQ(
        cluster.aws.run({"curl", "-sf", "-o", authority, cluster.aws.url() + "/_inland/ca.pem"})
            .exit_code,
        0);
    auto variables = cluster.aws.variables();
    variables.erase("AWS_ENDPOINT_URL");
    variables["AWS_CA_BUNDLE"] = authority;
    variables["AWS_MAX_ATTEMPTS"] = "1";
    variables["HTTPS_PROXY"] =
        fmt::format("http://pod%2Fshop%2Fshell:any@{}", cluster.aws.url().substr(7));
    const auto traded = run_process(
        {*cli, "sts", "assume-role-with-web-identity", "--role-session-name", "test", "--role-arn",
         fmt::format("arn:aws:iam::123456789012:role/inland/atlas/{}", role_name),
         "--web-identity-token", token.out.substr(0, token.out.find_last_not_of('\n') + 1)},
        variables);
    ASSERT_EQ(traded.exit_code, 0) << traded.err;
    const auto answer = parse_json(traded.out);
    ASSERT_TRUE(answer) << traded.out;
    variables["AWS_ACCESS_KEY_ID"] = string_or_empty(*answer, "Credentials.AccessKeyId");
    variables["AWS_SECRET_ACCESS_KEY"] = string_or_empty(*answer, "Credentials.SecretAccessKey");
    variables["AWS_SESSION_TOKEN"] = string_or_empty(*answer, "Credentials.SessionToken");
    const auto reads = run_process({*cli, "ec2", "describe-vpcs"}, variables);
    EXPECT_EQ(reads.exit_code, 0) << reads.err;
    const auto changes = run_process({*cli, "ec2", "create-internet-gateway"}, variables);
    EXPECT_NE(changes.exit_code, 0);
    EXPECT_THAT(changes.err, HasSubstr("UnauthorizedOperation"));

    AwsCalls calls(cluster.aws);
    change_endpoint(calls, "ec2", {{"PolicyDocument", no_vpcs}});
    const auto refused = run_process({*cli, "ec2", "describe-vpcs"}, variables);
    EXPECT_THAT(refused.err, HasSubstr("with an explicit deny in a VPC endpoint policy"));
}

TEST(ServiceAccountByIrsa, LosesItsObjectOrTheRoleAloneWhenTheSpecNamesItNoMore) {
    if (lacks_kubectl())
        GTEST_SKIP() << "there is no kubectl on PATH";
    const Identities cluster("irsa");
    ASSERT_EQ(cluster.applied.exit_code, 0) << cluster.applied.err;
    ASSERT_EQ(cluster
                  .kubectl({"annotate", "serviceaccount", "orders", "--overwrite",
                            "eks.amazonaws.com/role-arn=arn:aws:iam::1:role/other"})
                  .exit_code,
              0);
    EXPECT_EQ(cluster.aws.inland({"plan", cluster.spec(), "--detailed-exitcode"}).exit_code, 4);
    ASSERT_EQ(cluster.aws.inland({"apply", cluster.spec(), "--yes"}).exit_code, 0);

    const auto other = cluster.aws.write("other.yaml", spec_text("pod-identity"));
    const auto switched = cluster.aws.inland({"apply", other, "--yes"});
    EXPECT_EQ(switched.exit_code, 0) << switched.err;
    EXPECT_THAT(cluster.kubectl({"get", "serviceaccount", "orders", "-o", "yaml"}).out,
                AllOf(HasSubstr("name: orders"), Not(HasSubstr("role-arn"))));
    EXPECT_EQ(cluster.aws.inland({"plan", other, "--detailed-exitcode"}).exit_code, 0);

    ASSERT_EQ(cluster.aws.inland({"apply", cluster.spec(), "--yes"}).exit_code, 0);
    const auto none = cluster.aws.write("none.yaml", example_spec());
    const auto dropped = cluster.aws.inland({"apply", none, "--yes"});
    EXPECT_EQ(dropped.exit_code, 0) << dropped.err;
    EXPECT_NE(cluster.kubectl({"get", "serviceaccount", "orders"}).exit_code, 0);
    EXPECT_EQ(cluster.aws.inland({"plan", none, "--detailed-exitcode"}).exit_code, 0);
}

}  // namespace
}  // namespace inland::testing
