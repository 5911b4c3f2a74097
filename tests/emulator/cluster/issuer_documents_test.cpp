// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/issuer_documents.h"

#include "core/crypto.h"
#include "emulator/cluster/token_issuer.h"
#include "tests/emulator/cluster/test_cluster.h"

#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

struct IssuerDocuments : ::testing::Test {
    TestCluster cluster;

    IssuerDocuments() {
        cluster.world.store().update(cluster.key, [](json::object& record) {
            record["identity"] = {
                {"oidc", {{"issuer", "https://oidc.eks.eu-central-1.amazonaws.com/id/0123"}}}};
        });
    }
    http::Response get(const std::string& path) {
        return answer_as_issuer(cluster.world, {.target = path});
    }
};

TEST_F(IssuerDocuments, LeadToTheKeyThatSignsTokens) {
    const auto discovery = parse_json(get("/id/0123/.well-known/openid-configuration").body);
    ASSERT_TRUE(discovery.has_value());
    EXPECT_EQ(string_or_empty(*discovery, "jwks_uri"),
              "https://oidc.eks.eu-central-1.amazonaws.com/id/0123/keys");
    const auto token = issue_token(cluster.world, cluster.key, {"shop", "orders", "", "sts"},
                                   cluster.clock.now(), std::chrono::hours(1));
    ASSERT_TRUE(token.has_value());
    const auto header = parse_json(*decode_base64(token->substr(0, token->find('.'))));
    const auto keys = parse_json(get("/id/0123/keys").body);
    ASSERT_TRUE(header.has_value() && keys.has_value());
    EXPECT_EQ(string_or_empty(*keys, "keys.0.kid"), string_or_empty(*header, "kid"));
}

TEST_F(IssuerDocuments, AreThoseOfClustersOnly) {
    EXPECT_EQ(get("/id/0124/keys").status, 404);
    EXPECT_EQ(get("/id//keys").status, 404);
    EXPECT_EQ(get("/id/0123").status, 404);
    EXPECT_FALSE(is_for_issuer({.method = "POST", .target = "/id/0123/keys"}));
    EXPECT_FALSE(is_for_issuer({.target = "/clusters"}));
}

}  // namespace
}  // namespace inland::emulator
