// SPDX-License-Identifier: Apache-2.0
#include "kube/addon_objects.h"

#include "kube/manifest.h"
#include "kube/object.h"
#include "kube/rollout.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::kube {
namespace {

using ::testing::HasSubstr;

std::vector<json::object> autoscaler() {
    const auto objects = addon_objects(
        "cluster-autoscaler", {.values = {{"cluster", "atlas"},
                                          {"region", "eu-central-1"},
                                          {"image/cluster-autoscaler", "registry.example/ca:1"}}});
    EXPECT_TRUE(objects) << objects.error().message;
    return objects.value_or(std::vector<json::object>());
}

const json::object* find_kind(const std::vector<json::object>& objects, std::string_view kind) {
    const auto found = std::ranges::find_if(
        objects, [&](const json::object& object) { return name_of(object).kind == kind; });
    return found == objects.end() ? nullptr : &*found;
}

TEST(AddonObjects, AreFilledInAndCarryTheLabelsByWhichInlandKnowsThem) {
    const auto objects = autoscaler();
    const auto* deployment = find_kind(objects, "Deployment");
    ASSERT_NE(deployment, nullptr);
    const auto text = json::serialize(*deployment);
    EXPECT_THAT(text, HasSubstr(R"("image":"registry.example/ca:1")"));
    EXPECT_THAT(text, HasSubstr("k8s.io/cluster-autoscaler/atlas"));
    EXPECT_THAT(text, HasSubstr("--aws-use-static-instance-list=true"));
    for (const auto& object : objects) {
        EXPECT_TRUE(is_of_addon(object, "cluster-autoscaler")) << name_of(object).text();
        EXPECT_EQ(json::serialize(object).find("{image"), std::string::npos);
    }
}

TEST(AddonObjects, KeepWhatIsTextAndWhatIsNot) {
    const auto objects = autoscaler();
    const auto* deployment = find_kind(objects, "Deployment");
    ASSERT_NE(deployment, nullptr);
    EXPECT_EQ(find_int(*deployment, "spec.replicas"), 1);
    EXPECT_EQ(find_bool(*deployment, "spec.template.spec.securityContext.runAsNonRoot"), true);
    const auto& annotations = find_object(*deployment, "spec.template.metadata.annotations");
    EXPECT_EQ(annotations.at("cluster-autoscaler.kubernetes.io/safe-to-evict"), "false");
}

/// What an add-on's role is given to has to be there (knowledge/addons.yaml).
TEST(AddonObjects, HaveTheServiceAccountThatGetsTheRole) {
    for (const auto& addon : knowledge::built_in().addons) {
        if (addon.kind != knowledge::AddonKind::Manifest || addon.versions.empty())
            continue;
        const auto objects = addon_objects(addon.name, {});
        ASSERT_TRUE(objects) << objects.error().message;
        std::set<ObjectName> names;
        for (const auto& object : *objects)
            names.insert(name_of(object));
        const ObjectName account{"v1", "ServiceAccount", "kube-system", addon.name};
        EXPECT_TRUE(addon.permissions.empty() || names.contains(account)) << addon.name;
        const auto pods = workload_among(*objects, addon.workload_name);
        EXPECT_TRUE(pods && pods->kind == addon.workload) << addon.name;
    }
}

TEST(AddonObjects, AreNotThereForAnAddonWithoutManifest) {
    const auto objects = addon_objects("nothing", {});
    ASSERT_FALSE(objects);
    EXPECT_EQ(objects.error().kind, ErrorKind::NotFound);
}

TEST(Manifest, SaysWhereADocumentIsNoObject) {
    const auto objects = read_objects("kind: Pod\n---\napiVersion: v1\nkind: Pod\n", "a.yaml");
    ASSERT_FALSE(objects);
    EXPECT_EQ(objects.error().kind, ErrorKind::InvalidInput);
    EXPECT_THAT(objects.error().message, HasSubstr("a.yaml:1"));
    EXPECT_THAT(objects.error().message, HasSubstr("a.yaml:3"));
}

TEST(Wanted, IsSatisfiedByMoreAndNotByLessOrOther) {
    const auto holds = [](const char* wanted, const char* found) {
        return is_as_wanted(*parse_json(wanted), *parse_json(found));
    };
    EXPECT_TRUE(
        holds(R"({"a": {"b": [{"c": 1}]}})", R"({"a": {"b": [{"c": 1, "d": 2}], "e": 3}})"));
    EXPECT_FALSE(holds(R"({"a": [1, 2]})", R"({"a": [1]})"));
    EXPECT_FALSE(holds(R"({"a": [1]})", R"({"a": [1, 2]})"));
    EXPECT_FALSE(holds(R"({"a": 1})", R"({"a": "1"})"));
    EXPECT_FALSE(holds(R"({"a": {}})", R"({})"));
}

Rollout rollout(const char* text) {
    return rollout_of(parse_json(text)->as_object());
}

TEST(Rollout, OfADeploymentEndsWhenTheNewPodsAreAvailable) {
    EXPECT_TRUE(std::holds_alternative<RollingOut>(rollout(
        R"({"kind": "Deployment", "metadata": {"generation": 2},
            "status": {"observedGeneration": 1, "updatedReplicas": 1, "availableReplicas": 1}})")));
    const auto waits = rollout(
        R"({"kind": "Deployment", "metadata": {"generation": 1}, "spec": {"replicas": 2},
            "status": {"observedGeneration": 1, "updatedReplicas": 2, "availableReplicas": 1}})");
    ASSERT_TRUE(std::holds_alternative<RollingOut>(waits));
    EXPECT_EQ(std::get<RollingOut>(waits).state, "1 of 2 pods available");
    EXPECT_TRUE(std::holds_alternative<RolledOut>(rollout(
        R"({"kind": "Deployment", "metadata": {"generation": 1}, "spec": {"replicas": 1},
            "status": {"observedGeneration": 1, "updatedReplicas": 1, "availableReplicas": 1}})")));
}

TEST(Rollout, FailsWhenKubernetesGaveUp) {
    const auto failed = rollout(
        R"({"kind": "Deployment", "metadata": {"generation": 1, "name": "a", "namespace": "b"},
            "status": {"observedGeneration": 1, "conditions": [{"type": "Progressing",
            "reason": "ProgressDeadlineExceeded", "message": "timed out progressing"}]}})");
    ASSERT_TRUE(std::holds_alternative<Error>(failed));
    EXPECT_EQ(std::get<Error>(failed).message, "Deployment b/a: timed out progressing");
}

}  // namespace
}  // namespace inland::kube
