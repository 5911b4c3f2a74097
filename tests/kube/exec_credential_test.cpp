// SPDX-License-Identifier: Apache-2.0
#include "kube/exec_credential.h"

#include "core/json.h"

#include <gtest/gtest.h>

namespace inland::kube {
namespace {

constexpr TimePoint expires{std::chrono::hours(24 * 365)};

TEST(ExecCredential, EchoesTheVersionThatIsAsked) {
    const auto credential = exec_credential("k8s-aws-v1.x", expires,
                                            R"({"apiVersion":"client.authentication.k8s.io/v1"})");
    ASSERT_TRUE(credential.has_value());
    const auto document = parse_json(credential->json);
    EXPECT_EQ(find_string(*document, "apiVersion"), "client.authentication.k8s.io/v1");
    EXPECT_EQ(find_string(*document, "kind"), "ExecCredential");
    EXPECT_EQ(find_string(*document, "status.token"), "k8s-aws-v1.x");
    EXPECT_EQ(find_string(*document, "status.expirationTimestamp"), "1971-01-01T00:00:00Z");
    EXPECT_EQ(credential->warning, "");
}

TEST(ExecCredential, DefaultsToTheOldVersion) {
    const auto credential = exec_credential("t", expires, {});
    EXPECT_EQ(find_string(*parse_json(credential->json), "apiVersion"),
              "client.authentication.k8s.io/v1beta1");
}

TEST(ExecCredential, WarnsOfWhatItCannotUnderstand) {
    EXPECT_NE(exec_credential("t", expires, "not json")->warning, "");
    EXPECT_NE(exec_credential("t", expires, "{}")->warning, "");
}

TEST(ExecCredential, RefusesVersionsThatItDoesNotKnow) {
    EXPECT_FALSE(
        exec_credential("t", expires, R"({"apiVersion":"client.authentication.k8s.io/v1alpha1"})")
            .has_value());
}

}  // namespace
}  // namespace inland::kube
