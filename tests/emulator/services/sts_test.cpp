// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/token_issuer.h"
#include "emulator/services/records.h"
#include "tests/emulator/services/identity_world.h"

namespace inland::emulator::testing {

namespace {

constexpr std::string_view issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF";
constexpr std::string_view issuer_host = "oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF";
constexpr std::string_view role_arn = "arn:aws:iam::123456789012:role/app";

class Sts : public ::testing::Test {
  protected:
    void make_role(const std::string& trust) {
        aws.must("iam", "CreateRole", {{"RoleName", "app"}, {"AssumeRolePolicyDocument", trust}});
    }
    static std::string trust(std::string_view principal, std::string_view action,
                             std::string_view condition = "{}") {
        return fmt::format(
            R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{},"Action":{},"Condition":{}}}]}})",
            principal, action, condition);
    }
    static json::object ask(std::string_view session = "session") {
        return {{"RoleArn", role_arn}, {"RoleSessionName", session}};
    }
    std::string code_as(const Caller& who, const json::object& input) {
        const auto output = aws.call_as(who, "sts", "AssumeRole", input);
        return output ? "" : output.error().code;
    }
    RecordKey make_cluster() {
        const RecordKey key{aws.scope(), std::string(kind::cluster), "atlas"};
        aws.world().store().put(
            key, {{"name", "atlas"},
                  {"arn", "arn:aws:eks:eu-central-1:123456789012:cluster/atlas"},
                  {"status", "ACTIVE"},
                  {"identity", json::object{{"oidc", json::object{{"issuer", issuer}}}}}});
        return key;
    }
    void make_provider() {
        aws.must("iam", "CreateOpenIDConnectProvider",
                 {{"Url", issuer}, {"ClientIDList", json::array{"sts.amazonaws.com"}}});
    }
    std::string token(const std::string& audience = "sts.amazonaws.com",
                      std::chrono::seconds lifetime = std::chrono::hours(1)) {
        return *issue_token(aws.world(), cluster, {"shop", "orders", "orders-1", audience},
                            SystemClock().now(), lifetime);
    }
    std::string web_identity(const std::string& web_token) {
        auto input = ask();
        input["WebIdentityToken"] = web_token;
        const auto output = aws.call("sts", "AssumeRoleWithWebIdentity", input);
        return output ? "" : output.error().code + ": " + output.error().message;
    }

    IdentityWorld aws;
    RecordKey cluster = make_cluster();
};

TEST_F(Sts, TrustPolicyDecidesWhoMayAssume) {
    make_role(trust(R"({"AWS":"arn:aws:iam::123456789012:user/eve"})", R"("sts:AssumeRole")"));
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    aws.must("iam", "CreateUser", {{"UserName", "bob"}});
    EXPECT_EQ(code_as(aws.user("eve"), ask()), "");
    const auto refused = aws.call_as(aws.user("bob"), "sts", "AssumeRole", ask());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "AccessDenied");
    EXPECT_TRUE(refused.error().message.starts_with(
        "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: sts:AssumeRole on "
        "resource: arn:aws:iam::123456789012:role/app"));
}

TEST_F(Sts, TrustInTheAccountLeavesItToIdentityPolicies) {
    make_role(trust(R"({"AWS":"arn:aws:iam::123456789012:root"})", R"("sts:AssumeRole")"));
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    EXPECT_EQ(code_as(aws.user("eve"), ask()), "AccessDenied");
    aws.allow_user("eve", "p", IdentityWorld::statement("Allow", R"("sts:AssumeRole")", role_arn));
    EXPECT_EQ(code_as(aws.user("eve"), ask()), "");
}

TEST_F(Sts, ExternalIdIsAsked) {
    make_role(trust(R"({"AWS":"arn:aws:iam::123456789012:user/eve"})", R"("sts:AssumeRole")",
                    R"({"StringEquals":{"sts:ExternalId":"secret"}})"));
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    auto input = ask();
    EXPECT_EQ(code_as(aws.user("eve"), input), "AccessDenied");
    input["ExternalId"] = "secret";
    EXPECT_EQ(code_as(aws.user("eve"), input), "");
}

TEST_F(Sts, SessionIsJudgedByItsRoleAndItsOwnPolicy) {
    make_role(trust(R"({"AWS":"arn:aws:iam::123456789012:root"})", R"("sts:AssumeRole")"));
    aws.must("iam", "PutRolePolicy",
             {{"RoleName", "app"},
              {"PolicyName", "p"},
              {"PolicyDocument", IdentityWorld::statement("Allow", R"(["ec2:*","ssm:*"])", "*")}});
    const auto whole = aws.holder_of(aws.must("sts", "AssumeRole", ask()));
    EXPECT_EQ(whole.principal_arn, "arn:aws:sts::123456789012:assumed-role/app/session");
    EXPECT_EQ(aws.denial(whole, "ssm", "DescribeParameters"), "");
    EXPECT_NE(aws.denial(whole, "eks", "ListClusters"), "");
    auto input = ask();
    input["Policy"] = IdentityWorld::statement("Allow", R"("ec2:*")", "*");
    const auto bounded = aws.holder_of(aws.must("sts", "AssumeRole", input));
    EXPECT_EQ(aws.denial(bounded, "ec2", "DescribeVpcs"), "");
    EXPECT_TRUE(aws.denial(bounded, "ssm", "DescribeParameters")
                    .ends_with("because no session policy allows the ssm:DescribeParameters "
                               "action"));
}

TEST_F(Sts, ChainedRolesLastAnHour) {
    make_role(trust(R"({"AWS":"arn:aws:iam::123456789012:root"})", R"("sts:AssumeRole")"));
    aws.must("iam", "PutRolePolicy",
             {{"RoleName", "app"},
              {"PolicyName", "p"},
              {"PolicyDocument", IdentityWorld::statement("Allow", R"("sts:*")", "*")}});
    aws.must("iam", "UpdateRole", {{"RoleName", "app"}, {"MaxSessionDuration", 7200}});
    const auto first = aws.holder_of(aws.must("sts", "AssumeRole", ask()));
    auto input = ask("again");
    input["DurationSeconds"] = 7200;
    const auto refused = aws.call_as(first, "sts", "AssumeRole", input);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message,
              "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by "
              "role chaining.");
    EXPECT_EQ(aws.code("sts", "AssumeRole", {{"RoleArn", role_arn}, {"RoleSessionName", "a b"}}),
              "ValidationError");
}

TEST_F(Sts, WebIdentityOfAServiceAccount) {
    const auto key = std::string(issuer_host);
    make_provider();
    make_role(trust(
        fmt::format(R"({{"Federated":"arn:aws:iam::123456789012:oidc-provider/{}"}})", key),
        R"("sts:AssumeRoleWithWebIdentity")",
        fmt::format(
            R"({{"StringEquals":{{"{0}:aud":"sts.amazonaws.com","{0}:sub":"system:serviceaccount:shop:orders"}}}})",
            key)));
    EXPECT_EQ(web_identity(token()), "");
    EXPECT_EQ(web_identity(token("other")), "InvalidIdentityToken: Incorrect token audience");
    EXPECT_TRUE(web_identity(token("sts.amazonaws.com", std::chrono::seconds(-1)))
                    .starts_with("ExpiredTokenException: Token expired"));
    auto forged = token();
    forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_TRUE(web_identity(forged).starts_with("InvalidIdentityToken"));
    EXPECT_TRUE(web_identity("nonsense").starts_with("InvalidIdentityToken"));
}

TEST_F(Sts, WebIdentityOfAnotherServiceAccountIsNotAuthorized) {
    make_provider();
    make_role(trust(
        fmt::format(R"({{"Federated":"arn:aws:iam::123456789012:oidc-provider/{}"}})", issuer_host),
        R"("sts:AssumeRoleWithWebIdentity")",
        fmt::format(R"({{"StringEquals":{{"{}:sub":"system:serviceaccount:shop:billing"}}}})",
                    issuer_host)));
    EXPECT_EQ(web_identity(token()),
              "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity");
}

TEST_F(Sts, WebIdentityNeedsAProvider) {
    make_role(trust(R"({"Service":"ec2.amazonaws.com"})", R"("sts:AssumeRole")"));
    EXPECT_EQ(web_identity(token()),
              fmt::format("InvalidIdentityToken: No OpenIDConnect provider found in your account "
                          "for {}",
                          issuer));
}

TEST_F(Sts, PodIdentityGivesTheAssociatedRole) {
    make_role(
        trust(R"({"Service":"pods.eks.amazonaws.com"})", R"(["sts:AssumeRole","sts:TagSession"])"));
    const auto ask_for = [&](const std::string& pod_token) {
        return aws.call("eks-auth", "AssumeRoleForPodIdentity",
                        {{"clusterName", "atlas"}, {"token", pod_token}});
    };
    EXPECT_EQ(ask_for(token("pods.eks.amazonaws.com")).error().code, "ResourceNotFoundException");
    aws.must("eks", "CreatePodIdentityAssociation",
             {{"clusterName", "atlas"},
              {"namespace", "shop"},
              {"serviceAccount", "orders"},
              {"roleArn", role_arn}});
    const auto output = ask_for(token("pods.eks.amazonaws.com"));
    ASSERT_TRUE(output) << output.error().message;
    EXPECT_TRUE(text_of(object_of(*output, "assumedRoleUser"), "arn")
                    .starts_with("arn:aws:sts::123456789012:assumed-role/app/eks-atlas-orders-1-"));
    EXPECT_EQ(ask_for(token()).error().code, "InvalidTokenException");
    EXPECT_EQ(ask_for("x.y.z").error().code, "InvalidTokenException");
}

TEST_F(Sts, SessionTokensAreForLongTermCredentials) {
    aws.make_user("eve", R"("ec2:*")");
    const auto holder = aws.holder_of(*aws.call_as(aws.user("eve"), "sts", "GetSessionToken"));
    EXPECT_EQ(holder.principal_arn, "arn:aws:iam::123456789012:user/eve");
    EXPECT_EQ(aws.denial(holder, "ec2", "DescribeVpcs"), "");
    EXPECT_EQ(aws.call_as(holder, "sts", "GetSessionToken").error().code, "AccessDenied");
}

TEST_F(Sts, FederatedUserMayDoWhatUserAndPolicyAllow) {
    aws.make_user("eve", R"(["ec2:*","ssm:*"])");
    const auto holder = aws.holder_of(*aws.call_as(
        aws.user("eve"), "sts", "GetFederationToken",
        {{"Name", "guest"}, {"Policy", IdentityWorld::statement("Allow", R"("ec2:*")", "*")}}));
    EXPECT_EQ(holder.principal_arn, "arn:aws:sts::123456789012:federated-user/guest");
    EXPECT_EQ(aws.denial(holder, "ec2", "DescribeVpcs"), "");
    EXPECT_NE(aws.denial(holder, "ssm", "DescribeParameters"), "");
}

}  // namespace

}  // namespace inland::emulator::testing
