// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/quantities.h"
#include "tests/emulator/cluster/test_cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr auto pods = "/api/v1/namespaces/default/pods";

struct Scheduling : ::testing::Test {
    void add_node(const std::string& name, json::object labels = {}, json::object spec = {}) {
        labels["kubernetes.io/hostname"] = name;
        cluster.send_json(
            "POST", "/api/v1/nodes",
            json::object{{"metadata", json::object{{"name", name}, {"labels", labels}}},
                         {"spec", std::move(spec)},
                         {"status", json::object{{"allocatable", json::object{{"cpu", "1"},
                                                                              {"memory", "1Gi"},
                                                                              {"pods", "10"}}}}}});
    }
    /// Where it is put, or why it is not.
    std::string place(const std::string& name, json::object spec, json::object labels = {}) {
        auto& containers = spec["containers"];
        if (containers.is_null())
            containers = json::array{json::object{{"name", "a"}, {"image", "a:1"}}};
        cluster.send_json(
            "POST", pods,
            json::object{{"metadata", json::object{{"name", name}, {"labels", std::move(labels)}}},
                         {"spec", std::move(spec)}});
        const auto pod = parse_json(cluster.get(pods + ("/" + name)).body).value_or(nullptr);
        const auto node = string_or_empty(pod, "spec.nodeName");
        return node.empty() ? string_or_empty(pod, "status.conditions.0.message") : node;
    }
    static json::object asking(std::string_view cpu) {
        return {{"containers",
                 json::array{json::object{
                     {"name", "a"},
                     {"image", "a:1"},
                     {"resources", json::object{{"requests", json::object{{"cpu", cpu}}}}}}}}};
    }

    TestCluster cluster;
};

TEST_F(Scheduling, CountsWhatPodsAskFor) {
    add_node("n1");
    EXPECT_EQ(place("a", asking("600m")), "n1");
    EXPECT_EQ(place("b", asking("0.5")),
              "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 "
              "No preemption victims found for incoming pod.");
    EXPECT_EQ(place("c", asking("400m")), "n1");
}

TEST_F(Scheduling, RespectsTaints) {
    const json::object taint{{"key", "gpu"}, {"value", "yes"}, {"effect", "NoSchedule"}};
    add_node("n1", {}, {{"taints", json::array{taint}}});
    EXPECT_EQ(
        place("a", {}),
        "0/1 nodes are available: 1 node(s) had untolerated taint {gpu: yes}. preemption: 0/1 "
        "nodes are available: 1 Preemption is not helpful for scheduling.");
    const json::object tolerated{{"key", "gpu"}, {"operator", "Exists"}};
    EXPECT_EQ(place("b", {{"tolerations", json::array{tolerated}}}), "n1");
}

TEST_F(Scheduling, RespectsCordonedNodes) {
    add_node("n1", {}, {{"unschedulable", true}});
    EXPECT_THAT(place("a", {}),
                StartsWith("0/1 nodes are available: 1 node(s) were unschedulable."));
}

TEST_F(Scheduling, RespectsNodeAffinity) {
    add_node("n1", {{"disk", "4"}});
    add_node("n2", {{"disk", "9"}});
    const auto wanting = [](std::string_view name, json::array values) {
        const json::object expression{
            {"key", "disk"}, {"operator", name}, {"values", std::move(values)}};
        const json::object term{{"matchExpressions", json::array{expression}}};
        return json::object{
            {"affinity",
             json::object{
                 {"nodeAffinity",
                  json::object{{"requiredDuringSchedulingIgnoredDuringExecution",
                                json::object{{"nodeSelectorTerms", json::array{term}}}}}}}}};
    };
    EXPECT_EQ(place("a", wanting("In", {"9"})), "n2");
    EXPECT_EQ(place("b", wanting("Lt", {"5"})), "n1");
    EXPECT_THAT(place("c", wanting("Gt", {"9"})),
                HasSubstr("2 node(s) didn't match Pod's node affinity/selector"));
}

json::object beside(std::string_view kind) {
    const json::object term{
        {"topologyKey", "kubernetes.io/hostname"},
        {"labelSelector", json::object{{"matchLabels", json::object{{"app", "web"}}}}}};
    return {{"affinity",
             json::object{{kind, json::object{{"requiredDuringSchedulingIgnoredDuringExecution",
                                               json::array{term}}}}}}};
}

TEST_F(Scheduling, KeepsApartWhatWantsToBeApart) {
    add_node("n1");
    add_node("n2");
    EXPECT_EQ(place("a", beside("podAntiAffinity"), {{"app", "web"}}), "n1");
    EXPECT_EQ(place("b", beside("podAntiAffinity"), {{"app", "web"}}), "n2");
    EXPECT_THAT(place("c", beside("podAntiAffinity"), {{"app", "web"}}),
                HasSubstr("2 node(s) didn't satisfy existing pods anti-affinity rules"));
    EXPECT_THAT(place("d", beside("podAntiAffinity")),
                HasSubstr("2 node(s) didn't match pod anti-affinity rules"));
}

TEST_F(Scheduling, PutsTogetherWhatWantsToBeTogether) {
    add_node("n1");
    add_node("n2");
    EXPECT_THAT(place("early", beside("podAffinity")),
                HasSubstr("2 node(s) didn't match pod affinity rules"));
    EXPECT_EQ(place("a", beside("podAffinity"), {{"app", "web"}}), "n1") << "the first of its kind";
    EXPECT_EQ(place("b", beside("podAffinity"), {{"app", "web"}}), "n1");
}

TEST_F(Scheduling, SpreadsOverTheTopology) {
    add_node("n1", {{"zone", "a"}});
    add_node("n2", {{"zone", "b"}});
    const json::object constraint{
        {"maxSkew", 1},
        {"topologyKey", "zone"},
        {"whenUnsatisfiable", "DoNotSchedule"},
        {"labelSelector", json::object{{"matchLabels", json::object{{"app", "web"}}}}}};
    json::object spec{{"topologySpreadConstraints", json::array{constraint}}};
    EXPECT_EQ(place("a", spec, {{"app", "web"}}), "n1");
    EXPECT_EQ(place("b", spec, {{"app", "web"}}), "n2");
    EXPECT_EQ(place("c", spec, {{"app", "web"}}), "n1");
    spec["nodeSelector"] = json::object{{"zone", "a"}};
    EXPECT_EQ(place("d", spec, {{"app", "web"}}), "n1") << "only the zones where it may be count";
}

TEST(Quantities, AreReadInThousandths) {
    EXPECT_EQ(cluster::milli_quantity("250m"), 250);
    EXPECT_EQ(cluster::milli_quantity("1.5"), 1500);
    EXPECT_EQ(cluster::milli_quantity("2Ki"), 2048000);
    EXPECT_EQ(cluster::milli_quantity("many"), 0);
    EXPECT_EQ(cluster::milli_quantity_of(json::value(2)), 2000);
}

}  // namespace
}  // namespace inland::emulator
