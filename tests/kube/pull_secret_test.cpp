// SPDX-License-Identifier: Apache-2.0
#include "kube/pull_secret.h"

#include <gtest/gtest.h>

namespace inland::kube {
namespace {

constexpr std::string_view config = R"({"auths":{"registry.example.com":{"auth":"YTpi"}}})";

TEST(PullSecret, HoldsWhatItWasMadeOfWhateverElseTheServerSays) {
    auto secret = pull_secret("kube-system", config);
    secret["metadata"].as_object()["uid"] = "1";
    EXPECT_TRUE(holds_pull_secret(secret, config));
    EXPECT_FALSE(holds_pull_secret(secret, "{}"));
    secret["type"] = "Opaque";
    EXPECT_FALSE(holds_pull_secret(secret, config));
    EXPECT_FALSE(holds_pull_secret({}, config));
}

TEST(PullSecret, IsNamedBesideThoseOfOthersInTheVersionThatWasRead) {
    const auto found = json::parse(R"({"metadata": {"name": "default", "resourceVersion": "7"},
                                       "imagePullSecrets": [{"name": "theirs"}]})")
                           .as_object();
    EXPECT_FALSE(names_pull_secret(found));
    const auto wanted = account_with_pull_secret("default", "default", found);
    EXPECT_TRUE(names_pull_secret(wanted));
    EXPECT_EQ(wanted, json::parse(R"({"apiVersion": "v1", "kind": "ServiceAccount",
        "metadata": {"name": "default", "namespace": "default", "resourceVersion": "7"},
        "imagePullSecrets": [{"name": "theirs"}, {"name": "inland-registry"}]})"));
    EXPECT_EQ(account_with_pull_secret("default", "default", wanted), wanted);
}

TEST(PullSecret, IsNamedInAnAccountThatIsNotThereYet) {
    EXPECT_EQ(account_with_pull_secret("default", "default", {}),
              json::parse(R"({"apiVersion": "v1", "kind": "ServiceAccount",
                  "metadata": {"name": "default", "namespace": "default"},
                  "imagePullSecrets": [{"name": "inland-registry"}]})"));
}

TEST(PullSecret, IsForPodsOfWorkloadsOnly) {
    auto workload =
        json::parse(R"({"kind": "Deployment", "spec": {"template": {"spec": {}}}})").as_object();
    let_pods_pull(workload);
    EXPECT_EQ(workload["spec"], json::parse(R"({"template": {"spec": {"imagePullSecrets":
                  [{"name": "inland-registry"}]}}})"));
    auto other = json::parse(R"({"kind": "ConfigMap", "spec": {"template": "x"}})").as_object();
    const auto before = other;
    let_pods_pull(other);
    EXPECT_EQ(other, before);
}

}  // namespace
}  // namespace inland::kube
