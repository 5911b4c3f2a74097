// SPDX-License-Identifier: Apache-2.0
#include "kube/serving_certificates.h"

#include "core/certificates.h"
#include "core/crypto.h"
#include "kube/manifest.h"

#include <gtest/gtest.h>

namespace inland::kube {
namespace {

constexpr auto manifest = R"(
apiVersion: v1
kind: Secret
metadata:
  name: tls
  namespace: hooks
  annotations:
    inland.dev/serving-names: hook.hooks.svc,hook.hooks.svc.cluster.local
type: kubernetes.io/tls
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: hook
  annotations:
    inland.dev/trusts: hooks/tls
webhooks:
  - name: a.example
    clientConfig: {service: {name: hook, namespace: hooks}}
  - name: b.example
    clientConfig: {service: {name: hook, namespace: hooks}}
)";

/// The cluster: one Secret, or none.
struct Cluster {
    std::optional<json::object> secret = {};

    std::vector<json::object> filled(TimePoint now) const {
        auto objects = *read_objects(manifest, "hook.yaml");
        const auto done = fill_certificates(
            objects,
            [this](const ObjectName&) -> Result<std::optional<json::object>> { return secret; },
            now);
        EXPECT_TRUE(done);
        return objects;
    }
};

std::string held(const json::object& secret, std::string_view key) {
    return decode_base64(find_object(secret, "data").at(key).as_string()).value_or("");
}

bool serves(const json::object& secret, const std::string& bundle, TimePoint at) {
    const std::vector<std::string> names{"hook.hooks.svc", "hook.hooks.svc.cluster.local"};
    return is_believed(decode_base64(bundle).value_or(""),
                       {held(secret, "tls.crt"), held(secret, "tls.key")}, names, at);
}

std::string bundle_of(const json::object& configuration, std::size_t index) {
    return string_or_empty(find_array(configuration, "webhooks").at(index),
                           "clientConfig.caBundle");
}

TEST(ServingCertificates, AreBelievedByEveryWebhookThatNamesTheirSecret) {
    const auto now = SystemClock().now();
    const auto objects = Cluster().filled(now);
    EXPECT_TRUE(serves(objects[0], bundle_of(objects[1], 0), now));
    EXPECT_EQ(bundle_of(objects[1], 0), bundle_of(objects[1], 1));
}

TEST(ServingCertificates, StayAsTheClusterHasThem) {
    const auto now = SystemClock().now();
    const auto first = Cluster().filled(now);
    EXPECT_EQ(Cluster{first[0]}.filled(now), first);
    EXPECT_NE(Cluster().filled(now), first) << "two clusters share no key";
}

TEST(ServingCertificates, AreMadeAnewBeforeTheyExpireOrWhereTheySayOtherNames) {
    const auto now = SystemClock().now();
    const auto first = Cluster().filled(now);
    const auto nearly = now + std::chrono::days(3625);
    EXPECT_TRUE(serves(first[0], bundle_of(first[1], 0), nearly));
    EXPECT_NE(Cluster{first[0]}.filled(nearly), first);
    auto broken = first[0];
    broken["data"].as_object()["tls.key"] = "bm9uZQ==";
    EXPECT_NE(Cluster{broken}.filled(now), first);
}

}  // namespace
}  // namespace inland::kube
