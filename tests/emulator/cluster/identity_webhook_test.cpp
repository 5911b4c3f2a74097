// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/records.h"
#include "tests/emulator/cluster/test_cluster.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

constexpr auto role = "arn:aws:iam::123456789012:role/orders";

void add_account(TestCluster& cluster, json::object annotations) {
    cluster.send_json(
        "POST", "/api/v1/namespaces/default/serviceaccounts",
        json::object{{"apiVersion", "v1"},
                     {"kind", "ServiceAccount"},
                     {"metadata",
                      json::object{{"name", "orders"}, {"annotations", std::move(annotations)}}}});
}

json::value made_pod(TestCluster& cluster, const std::string& account,
                     json::array environment = {}) {
    const json::object container{
        {"name", "main"}, {"image", "busybox"}, {"env", std::move(environment)}};
    const auto response = cluster.send_json(
        "POST", "/api/v1/namespaces/default/pods",
        json::object{{"apiVersion", "v1"},
                     {"kind", "Pod"},
                     {"metadata", json::object{{"name", "one"}}},
                     {"spec", json::object{{"serviceAccountName", account},
                                           {"containers", json::array{container}}}}});
    EXPECT_EQ(response.status, 201) << response.body;
    return parse_json(response.body).value_or(json::value{});
}

std::map<std::string, std::string> environment_of(const json::value& pod) {
    std::map<std::string, std::string> variables;
    for (const auto& each : find_array(find_array(pod, "spec.containers").at(0), "env"))
        variables[string_or_empty(each, "name")] = string_or_empty(each, "value");
    return variables;
}

TEST(IdentityWebhook, GivesPodsOfAnAnnotatedAccountATokenForSts) {
    TestCluster cluster;
    add_account(cluster, {{"eks.amazonaws.com/role-arn", role}});
    const auto pod = made_pod(cluster, "orders");
    const auto variables = environment_of(pod);
    EXPECT_THAT(variables, Contains(Pair("AWS_ROLE_ARN", role)));
    EXPECT_THAT(variables, Contains(Pair("AWS_STS_REGIONAL_ENDPOINTS", "regional")));
    EXPECT_THAT(variables, Contains(Pair("AWS_REGION", "eu-central-1")));
    const auto& volume = find_array(pod, "spec.volumes").at(0);
    EXPECT_EQ(string_or_empty(volume, "name"), "aws-iam-token");
    const auto& source = find_array(volume, "projected.sources").at(0);
    EXPECT_EQ(string_or_empty(source, "serviceAccountToken.audience"), "sts.amazonaws.com");
}

TEST(IdentityWebhook, LeavesOtherPodsAndWhatContainersSayThemselves) {
    TestCluster cluster;
    EXPECT_THAT(environment_of(made_pod(cluster, "default")), IsEmpty());
    TestCluster other;
    add_account(other, {{"eks.amazonaws.com/role-arn", role}});
    const auto variables = environment_of(
        made_pod(other, "orders", {json::object{{"name", "AWS_REGION"}, {"value", "eu-west-1"}}}));
    EXPECT_THAT(variables, Contains(Pair("AWS_REGION", "eu-west-1")));
    EXPECT_THAT(variables, Not(Contains(Key("AWS_DEFAULT_REGION"))));
}

TEST(IdentityWebhook, PutsAnAssociationBeforeTheAnnotation) {
    TestCluster cluster;
    add_account(cluster, {{"eks.amazonaws.com/role-arn", role}});
    cluster.world.store().put(
        {cluster.key.scope, std::string(kind::pod_identity), cluster_child("atlas", "a-1")},
        {{"namespace", "default"}, {"serviceAccount", "orders"}, {"roleArn", role}});
    const auto variables = environment_of(made_pod(cluster, "orders"));
    EXPECT_THAT(variables, Contains(Pair("AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                         "http://169.254.170.23/v1/credentials")));
    EXPECT_THAT(variables, Not(Contains(Key("AWS_ROLE_ARN"))));
}

}  // namespace
}  // namespace inland::emulator
