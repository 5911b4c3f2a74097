// SPDX-License-Identifier: Apache-2.0
// What the emulated cluster-autoscaler decides, without AWS around it.
#include "emulator/cluster/autoscaler/scale_down.h"
#include "emulator/cluster/autoscaler/scale_up.h"
#include "emulator/cluster/autoscaler/settings.h"
#include "emulator/services/members.h"

#include <deque>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator::autoscaler {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

json::object node(const std::string& name, std::string_view cpu, json::object labels = {},
                  json::array taints = {}) {
    return {
        {"metadata", json::object{{"name", name}, {"labels", std::move(labels)}}},
        {"spec", json::object{{"taints", std::move(taints)}}},
        {"status",
         json::object{
             {"allocatable", json::object{{"cpu", cpu}, {"memory", "8Gi"}, {"pods", "10"}}},
             {"conditions", json::array{json::object{{"type", "Ready"}, {"status", "True"}}}}}}};
}

json::object pod(const std::string& name, std::string_view cpu, json::object more = {}) {
    json::object spec{
        {"containers",
         json::array{
             json::object{{"name", "a"},
                          {"resources", json::object{{"requests", json::object{{"cpu", cpu}}}}}}}}};
    for (const auto& [key, value] : more)
        spec[key] = value;
    const json::object owner{{"kind", "ReplicaSet"}, {"controller", true}};
    return {{"metadata",
             json::object{
                 {"name", name}, {"namespace", "shop"}, {"ownerReferences", json::array{owner}}}},
            {"spec", std::move(spec)},
            {"status", json::object{{"phase", "Running"}}}};
}

/// A cluster of objects that stay where they are.
struct Cluster {
    cluster::ClusterView view;
    std::deque<json::object> objects;
    std::map<std::string, std::string> groups;
    std::vector<const json::object*> pending, budgets;
    Settings settings;

    void add_node(const std::string& name, std::string_view cpu = "2") {
        view.nodes.push_back(&objects.emplace_back(node(name, cpu)));
        groups[name] = "general";
    }
    void run(const std::string& on, json::object made) {
        view.pods[on].push_back(&objects.emplace_back(std::move(made)));
    }
    void wait(json::object made) { pending.push_back(&objects.emplace_back(std::move(made))); }

    [[nodiscard]] ScaleUpDecision up(const std::vector<ScaledGroup>& those) const {
        return decide_scale_up(view, those, pending);
    }
    [[nodiscard]] ScaleDownDecision down() const {
        return decide_scale_down(
            {view, settings, groups, [this](const json::object&) { return budgets; }});
    }
    [[nodiscard]] std::vector<std::string> unneeded() const {
        std::vector<std::string> names;
        for (const auto& each : down().unneeded)
            names.push_back(each.node);
        return names;
    }
    [[nodiscard]] std::string why(const std::string& name) const {
        for (const auto& each : down().needed)
            if (each.node == name)
                return each.reason;
        return {};
    }
};

ScaledGroup group(const std::string& name, int target, int maximum, std::string_view cpu = "2") {
    return {.name = name,
            .maximum = maximum,
            .target = target,
            .machine = NodeTemplate{node("", cpu), {}}};
}

TEST(ScaleUp, AsksForAsManyMachinesAsThePodsFill) {
    Cluster cluster;
    for (const auto* name : {"a", "b", "c"})
        cluster.wait(pod(name, "1"));
    const auto decision = cluster.up({group("general", 1, 6)});
    ASSERT_TRUE(decision.scale_up);
    EXPECT_EQ(decision.scale_up->group, "general");
    EXPECT_EQ(decision.scale_up->from, 1);
    EXPECT_EQ(decision.scale_up->to, 3);
    EXPECT_EQ(decision.scale_up->pods.size(), 3U);
}

TEST(ScaleUp, StopsAtTheMaximum) {
    Cluster cluster;
    for (const auto* name : {"a", "b", "c"})
        cluster.wait(pod(name, "2"));
    const auto decision = cluster.up({group("general", 0, 2)});
    ASSERT_TRUE(decision.scale_up);
    EXPECT_EQ(decision.scale_up->to, 2);
    EXPECT_EQ(decision.scale_up->pods.size(), 2U);
}

TEST(ScaleUp, SaysWhyNoGroupHelps) {
    Cluster cluster;
    cluster.wait(pod("a", "4"));
    auto tired = group("tired", 0, 3, "8");
    tired.refusal = "in backoff after failed scale-up";
    const auto decision = cluster.up(
        {group("full", 3, 3, "8"), group("small", 0, 3), group("tiny", 0, 3, "1"), tired});
    EXPECT_FALSE(decision.scale_up);
    ASSERT_EQ(decision.unhelped.size(), 1U);
    EXPECT_THAT(
        decision.unhelped.front().reasons,
        UnorderedElementsAre(Pair("max node group size reached", 1), Pair("Insufficient cpu", 2),
                             Pair("in backoff after failed scale-up", 1)));
}

TEST(ScaleUp, WastesTheLeast) {
    Cluster cluster;
    cluster.wait(pod("a", "1500m"));
    const auto decision = cluster.up({group("large", 0, 3, "16"), group("small", 0, 3)});
    ASSERT_TRUE(decision.scale_up);
    EXPECT_EQ(decision.scale_up->group, "small");
}

TEST(ScaleUp, TakesGroupsWhosePodsMayBeThere) {
    Cluster cluster;
    cluster.wait(pod("a", "1", {{"nodeSelector", json::object{{"pool", "batch"}}}}));
    auto tainted = group("tainted", 0, 3);
    const json::object labels{{"pool", "batch"}};
    tainted.machine->node =
        node("", "2", labels,
             {json::object{{"key", "gpu"}, {"value", "yes"}, {"effect", "NoSchedule"}}});
    auto right = group("right", 0, 3, "16");
    right.machine->node = node("", "16", labels);
    const auto decision = cluster.up({group("other", 0, 3), tainted, right});
    ASSERT_TRUE(decision.scale_up);
    EXPECT_EQ(decision.scale_up->group, "right");
}

TEST(ScaleUp, CountsWhatDaemonSetsTakeOfEveryMachine) {
    Cluster cluster;
    cluster.wait(pod("a", "1500m"));
    auto general = group("general", 0, 3);
    general.machine->pods.push_back(pod("agent", "1"));
    EXPECT_FALSE(cluster.up({general}).scale_up);
}

TEST(ScaleUp, WaitsForMachinesThatAreOnTheirWay) {
    Cluster cluster;
    cluster.wait(pod("a", "1"));
    auto general = group("general", 1, 6);
    general.upcoming = 1;
    const auto decision = cluster.up({general});
    EXPECT_FALSE(decision.scale_up);
    EXPECT_EQ(decision.waiting.size(), 1U);
    EXPECT_THAT(decision.unhelped, IsEmpty());
}

TEST(ScaleUp, PutsApartWhatWantsToBeApart) {
    Cluster cluster;
    const json::object term{
        {"topologyKey", "kubernetes.io/hostname"},
        {"labelSelector", json::object{{"matchLabels", json::object{{"app", "web"}}}}}};
    const json::object affinity{
        {"podAntiAffinity",
         json::object{{"requiredDuringSchedulingIgnoredDuringExecution", json::array{term}}}}};
    for (const auto* name : {"a", "b"}) {
        auto made = pod(name, "100m", {{"affinity", affinity}});
        made["metadata"].as_object()["labels"] = json::object{{"app", "web"}};
        cluster.wait(std::move(made));
    }
    const auto decision = cluster.up({group("general", 0, 6)});
    ASSERT_TRUE(decision.scale_up);
    EXPECT_EQ(decision.scale_up->to, 2);
}

TEST(ScaleDown, TakesWhatIsEmptyOrHalfUsedAndFitsElsewhere) {
    Cluster cluster;
    for (const auto* name : {"empty", "half", "full"})
        cluster.add_node(name);
    cluster.run("half", pod("a", "500m"));
    cluster.run("full", pod("b", "1400m"));
    EXPECT_THAT(cluster.unneeded(), UnorderedElementsAre("empty", "half"));
    EXPECT_THAT(cluster.why("full"), HasSubstr("cpu requested (70% of allocatable)"));
}

TEST(ScaleDown, LeavesPodsThatHaveNowhereElseToGo) {
    Cluster cluster;
    cluster.add_node("half");
    cluster.add_node("full");
    cluster.run("half", pod("a", "900m"));
    cluster.run("full", pod("b", "1400m"));
    EXPECT_THAT(cluster.unneeded(), IsEmpty());
    EXPECT_THAT(cluster.why("half"), HasSubstr("shop/a has no room elsewhere"));
}

TEST(ScaleDown, DoesNotPromiseTheSameRoomTwice) {
    Cluster cluster;
    for (const auto* name : {"one", "two", "rest"})
        cluster.add_node(name);
    cluster.run("one", pod("a", "900m"));
    cluster.run("two", pod("b", "900m"));
    cluster.run("rest", pod("c", "1"));
    EXPECT_EQ(cluster.unneeded().size(), 1U);
}

struct Keeper {
    std::string_view name;
    void (*change)(json::object& pod);
    std::string_view reason;
};

void annotate(json::object& pod, std::string_view value) {
    pod["metadata"].as_object()["annotations"] =
        json::object{{"cluster-autoscaler.kubernetes.io/safe-to-evict", value}};
}

class KeptNode : public ::testing::TestWithParam<Keeper> {};

TEST_P(KeptNode, StaysForItsPodUnlessThatIsSaidToBeSafe) {
    Cluster cluster;
    cluster.add_node("node");
    cluster.add_node("other");
    auto made = pod("a", "100m");
    GetParam().change(made);
    cluster.run("node", made);
    EXPECT_THAT(cluster.why("node"), HasSubstr(GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(
    ScaleDown, KeptNode,
    ::testing::Values(
        Keeper{"OfNoController",
               [](json::object& pod) { pod["metadata"].as_object().erase("ownerReferences"); },
               "shop/a is not replicated"},
        Keeper{"OfTheSystem",
               [](json::object& pod) { pod["metadata"].as_object()["namespace"] = "kube-system"; },
               "non-pdb-assigned kube-system pod present: a"},
        Keeper{"WithLocalStorage",
               [](json::object& pod) {
                   pod["spec"].as_object()["volumes"] =
                       json::array{json::object{{"name", "scratch"}, {"emptyDir", json::object{}}}};
               },
               "pod with local storage present: a"},
        Keeper{"ThatIsNotSafeToEvict", [](json::object& pod) { annotate(pod, "false"); },
               "not safe to evict"}),
    [](const auto& keeper) { return std::string(keeper.param.name); });

TEST(ScaleDown, TakesPodsThatAreSaidToBeSafe) {
    Cluster cluster;
    cluster.add_node("node");
    cluster.add_node("other");
    auto made = pod("a", "100m");
    made["metadata"].as_object()["namespace"] = "kube-system";
    annotate(made, "true");
    cluster.run("node", made);
    cluster.run("other", pod("b", "1"));
    EXPECT_THAT(cluster.unneeded(), ElementsAre("node"));
}

TEST(ScaleDown, HonoursDisruptionBudgets) {
    Cluster cluster;
    cluster.add_node("node");
    cluster.add_node("other");
    cluster.run("node", pod("a", "100m"));
    const json::object budget{{"status", json::object{{"disruptionsAllowed", 0}}}};
    cluster.budgets = {&budget};
    EXPECT_THAT(cluster.why("node"), HasSubstr("not enough pod disruption budget to move shop/a"));
}

TEST(ScaleDown, IgnoresDaemonSetsPods) {
    Cluster cluster;
    cluster.add_node("node");
    auto agent = pod("agent", "100m");
    agent["metadata"].as_object()["ownerReferences"] =
        json::array{json::object{{"kind", "DaemonSet"}, {"controller", true}}};
    cluster.run("node", agent);
    EXPECT_THAT(cluster.unneeded(), ElementsAre("node"));
}

TEST(AutoscalerSettings, AreReadFromTheContainer) {
    const json::object container{
        {"command",
         json::array{"./cluster-autoscaler", "--scale-down-unneeded-time=1m30s",
                     "--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/enabled,"
                     "k8s.io/cluster-autoscaler/atlas=owned",
                     "--skip-nodes-with-local-storage=false", "--unheard-of=3"}},
        {"args", json::array{"--scale-down-utilization-threshold=0.7"}}};
    const auto settings = settings_of(container);
    EXPECT_EQ(settings.unneeded_time, std::chrono::seconds(90));
    EXPECT_THAT(settings.discovery_tags, ElementsAre("k8s.io/cluster-autoscaler/enabled",
                                                     "k8s.io/cluster-autoscaler/atlas"));
    EXPECT_FALSE(settings.spare_local_storage);
    EXPECT_TRUE(settings.spare_system_pods);
    EXPECT_DOUBLE_EQ(settings.utilization_threshold, 0.7);
}

}  // namespace
}  // namespace inland::emulator::autoscaler
