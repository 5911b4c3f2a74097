// SPDX-License-Identifier: Apache-2.0
// Clusters that go up: `inland upgrade` on the embedded AWS, with kubectl to see what becomes of
// the workloads meanwhile.
#include "core/json.h"
#include "tests/peers/upgrade_world.h"
#include "tests/support/kills.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto one_of_each =
    R"(    - {name: general, kind: managed, os: al2023, instanceTypes: [m6i.large], min: 1, desired: 2, max: 4}
    - {name: batch, kind: self-managed, os: al2023, instanceTypes: [m6i.large], min: 1, desired: 2, max: 2}
)";

class Upgrades : public ::testing::Test, public UpgradeWorld {
  protected:
    void SetUp() override {
        if (const auto missing = make(one_of_each))
            GTEST_SKIP() << *missing;
    }
    std::vector<std::string> checks(const ProcessResult& result, std::string_view standing) {
        std::vector<std::string> found;
        const auto report = parse_json(result.out);
        EXPECT_TRUE(report) << result.out << result.err;
        if (report)
            for (const auto& finding : find_array(*report, "findings"))
                if (string_or_empty(finding, "standing") == standing)
                    found.push_back(string_or_empty(finding, "check") + " " +
                                    string_or_empty(finding, "resource") + ": " +
                                    string_or_empty(finding, "message"));
        return found;
    }
};

TEST_F(Upgrades, RaiseControlPlaneAddOnsAndBothKindsOfNodesWithinBudgets) {
    deploy("orders", 6, "minAvailable: 5");
    deploy("carts", 3, "maxUnavailable: 1");
    wait_until_ready("orders", 6);
    wait_until_ready("carts", 3);
    watch();
    const auto checked = upgrade("1.34", {"--check"});
    EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("atlas from 1.33 to 1.34: ready"));
    const auto raised = upgrade("1.34");
    ASSERT_EQ(raised.exit_code, 0) << raised.err;
    EXPECT_THAT(kubelets(), AllOf(HasSubstr("v1.34"), Not(HasSubstr("v1.33"))));
    EXPECT_EQ(kubectl({"get", "nodes", "-o", "name"}).size() > 0, true);
    EXPECT_THAT(fewest_ready(), (std::map<std::string, int>{{"carts", 2}, {"orders", 5}}));
    const auto planned = aws.inland({"plan", spec("1.34"), "--detailed-exitcode"});
    EXPECT_EQ(planned.exit_code, 0) << planned.out;
    EXPECT_EQ(upgrade("1.34").exit_code, 0) << "there is nothing to do";
    const auto two = upgrade("1.33", {"--check"});
    EXPECT_EQ(two.exit_code, 1);
    EXPECT_THAT(two.out, HasSubstr("no way back"));
}

TEST_F(Upgrades, AreRefusedForWhatWouldNotComeThrough) {
    deploy("orders", 2, "minAvailable: 2");
    wait_until_ready("orders", 2);
    const auto cron = aws.write("cron.yaml",
                                "apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\n"
                                "kind: FlowSchema\nmetadata: {name: batch}\n");
    const auto checked = upgrade("1.34", {"--check", "-o", "json", "--manifests", cron});
    EXPECT_EQ(checked.exit_code, 1);
    EXPECT_THAT(checks(checked, "blocks"),
                ::testing::ElementsAre(
                    AllOf(HasSubstr("disruption-budgets"), HasSubstr("pod default/orders-"))));
    EXPECT_THAT(checks(checked, "warns"), ::testing::Contains(HasSubstr("FlowSchema batch")));
    const auto refused = upgrade("1.34");
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, HasSubstr("refused"));
    EXPECT_THAT(kubelets(), Not(HasSubstr("v1.34")));
}

/// Somebody changes a budget after the checks: the run is stopped for it during a call that takes
/// long.
struct LateBudget {
    const char* kind;
    const char* slow_call;
    const char* until;  ///< what has been said by then
    const char* group;
};

class LateBudgets : public Upgrades, public ::testing::WithParamInterface<LateBudget> {};

TEST_P(LateBudgets, StopTheUpgradeAtThePodThatTheyHold) {
    deploy("orders", 4, "minAvailable: 3");
    wait_until_ready("orders", 4);
    fault(fmt::format(
        R"({{"kind": "latency", "operation": "{}", "latencyMilliseconds": 4000, "count": 1}})",
        GetParam().slow_call));
    BackgroundProcess run({INLAND_BINARY, "upgrade", spec("1.34"), "--yes"}, aws.variables(),
                          aws.folder() / "upgrade.log");
    ASSERT_TRUE(run.line_with(GetParam().until)) << run.output();
    run.signal(SIGSTOP);
    deploy("orders", 4, "minAvailable: 4");
    run.signal(SIGCONT);
    EXPECT_EQ(run.wait(std::chrono::seconds(60)), 1) << run.output();
    EXPECT_THAT(run.output(), AllOf(HasSubstr(GetParam().group), HasSubstr("pod default/orders-"),
                                    HasSubstr("(budget orders)"), HasSubstr("goes on from here")));
    EXPECT_THAT(kubectl({"get", "nodes"}), Not(HasSubstr("SchedulingDisabled")));
    wait_until_ready("orders", 4);
    deploy("orders", 4, "minAvailable: 3");
    const auto again = upgrade("1.34");
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_THAT(kubelets(), Not(HasSubstr("v1.33")));
}

INSTANTIATE_TEST_SUITE_P(
    OfBothKinds, LateBudgets,
    ::testing::Values(LateBudget{"Managed", "ListUpdates", "launch-template/batch: up to date",
                                 "node-group/general"},
                      LateBudget{"SelfManaged", "CreateOrUpdateTags", "its machines are replaced",
                                 "auto-scaling-group/atlas-batch"}),
    [](const auto& of) { return std::string(of.param.kind); });

constexpr auto of_our_own =
    R"(    - {name: batch, kind: self-managed, os: al2023, instanceTypes: [m6i.large], min: 1, desired: 2, max: 2}
)";

class SelfManagedUpgrade : public ::testing::Test, public UpgradeWorld {
  protected:
    void SetUp() override {
        if (const auto missing = make(of_our_own))
            GTEST_SKIP() << *missing;
        deploy("orders", 4, "minAvailable: 3");
        wait_until_ready("orders", 4);
        watch();
    }
};

TEST_F(SelfManagedUpgrade, TakesAnImageBackThatDoesNotBoot) {
    const auto before = machines();
    fault(R"({"kind": "boot"})");
    const auto failed = upgrade("1.34");
    EXPECT_EQ(failed.exit_code, 1);
    EXPECT_THAT(failed.err, AllOf(HasSubstr("did not become a Ready node"),
                                  HasSubstr("back at the image before")));
    EXPECT_EQ(machines(), before) << "no more than the first machine was tried";
    EXPECT_EQ(fewest_ready()["orders"], 4);
    EXPECT_THAT(kubectl({"get", "nodes"}), Not(HasSubstr("SchedulingDisabled")));
    // A machine that is lost now starts from the image that works.
    run_shell(fmt::format("curl -sS -X DELETE {}/_inland/faults", aws.url()));
    const auto raised = upgrade("1.34");
    ASSERT_EQ(raised.exit_code, 0) << raised.err;
    EXPECT_THAT(kubelets(), Not(HasSubstr("v1.33")));
    EXPECT_GE(fewest_ready()["orders"], 3);
}

TEST_F(Upgrades, OfNodesAloneReplaceMachinesOfAnEarlierImage) {
    EXPECT_EQ(upgrade("1.33", {"--nodes"}).exit_code, 0) << "they are of the newest";
    const auto before = machines();
    const auto folder = aws.folder() / "knowledge";
    std::filesystem::copy(INLAND_SOURCE_DIR "/knowledge", folder,
                          std::filesystem::copy_options::recursive);
    const auto edited =
        run_shell(fmt::format("sed -i 's/20261112/20261120/g' {}/amis.yaml", folder.string()));
    ASSERT_EQ(edited.exit_code, 0) << edited.out;
    aws.restart_with(folder.string());
    EXPECT_EQ(machines(), before);
    EXPECT_THAT(aws.inland({"status", "atlas"}).out, HasSubstr("inland upgrade --nodes"));
    const auto renewed = upgrade("1.33", {"--nodes"});
    ASSERT_EQ(renewed.exit_code, 0) << renewed.err;
    std::istringstream old(before);
    const auto after = machines();
    for (std::string machine; old >> machine;)
        EXPECT_THAT(after, Not(HasSubstr(machine)));
    EXPECT_THAT(aws.inland({"status", "atlas"}).out, Not(HasSubstr("inland upgrade --nodes")));
}

/// Nodes of each of four groups: a few, or as many as INLAND_UPGRADE_NODES says. Ten each, with
/// four hundred pods, take some minutes.
int nodes_of_each() {
    constexpr int few = 3;
    const char* wanted = std::getenv("INLAND_UPGRADE_NODES");
    return wanted != nullptr ? std::atoi(wanted) : few;
}

/// Two managed groups and two self-managed ones, one of each with no room to grow.
std::string two_of_each(int nodes) {
    std::string groups;
    for (const auto* name : {"m1", "m2", "s1", "s2"})
        groups += fmt::format(
            "    - {{name: {0}, kind: {1}, os: al2023, instanceTypes: [m6i.large], min: 1, "
            "desired: {2}, max: {3}}}\n",
            name, name[0] == 'm' ? "managed" : "self-managed", nodes,
            nodes + (name[1] == '1' ? 2 : 0));
    return groups;
}

/// Ten workloads; ten pods to a node.
class LargeUpgrade : public ::testing::Test, public UpgradeWorld {
  protected:
    void SetUp() override {
        if (const auto missing = make(two_of_each(nodes_of_each())))
            GTEST_SKIP() << *missing;
        for (int index = 0; index < workloads; ++index)
            deploy(name_of(index), pods,
                   index % 2 == 0 ? "minAvailable: 90%" : "maxUnavailable: 3");
        for (int index = 0; index < workloads; ++index)
            wait_until_ready(name_of(index), pods);
        watch();
    }
    static std::string name_of(int index) { return "work" + std::to_string(index); }
    void expect_budgets_kept() const {
        const auto fewest = fewest_ready();
        EXPECT_EQ(fewest.size(), static_cast<std::size_t>(workloads));
        for (int index = 0; index < workloads; ++index)
            EXPECT_GE(fewest.at(name_of(index)), index % 2 == 0 ? (pods * 9 + 9) / 10 : pods - 3)
                << name_of(index);
    }

    static constexpr int workloads = 10;
    const int pods = 4 * nodes_of_each();
};

TEST_F(LargeUpgrade, OfTwoMinorsKeepsEveryBudget) {
    const auto raised = upgrade("1.35");
    ASSERT_EQ(raised.exit_code, 0) << raised.err;
    EXPECT_THAT(kubelets(), Not(::testing::AnyOf(HasSubstr("v1.33"), HasSubstr("v1.34"))));
    for (int index = 0; index < workloads; ++index)
        wait_until_ready(name_of(index), pods);
    expect_budgets_kept();
}

/// Killed at any moment, as often as it takes.
TEST_F(Upgrades, KilledAgainAndAgainComeThroughInTheEnd) {
    deploy("orders", 6, "minAvailable: 5");
    wait_until_ready("orders", 6);
    watch();
    std::mt19937 random(20261124);  // NOLINT(cert-msc51-cpp): the same kills every time
    // Every call takes a while, so that there are moments between them.
    fault(R"({"kind": "latency", "latencyMilliseconds": 8})");
    int landed = 0;
    for (int kill = 0; kill < kills_to_try(); ++kill) {
        BackgroundProcess run({INLAND_BINARY, "upgrade", spec("1.35"), "--yes"}, aws.variables(),
                              aws.folder() / fmt::format("upgrade-{}.log", kill));
        const auto ended = run.wait_for(std::chrono::milliseconds(800 + random() % 1500));
        EXPECT_EQ(ended.value_or(0), 0) << run.output();
        landed += ended ? 0 : 1;
        run.kill();
    }
    RecordProperty("landed", landed);
    EXPECT_GT(landed, 0);
    const auto raised = upgrade("1.35");
    ASSERT_EQ(raised.exit_code, 0) << raised.err;
    EXPECT_THAT(kubelets(), Not(::testing::AnyOf(HasSubstr("v1.33"), HasSubstr("v1.34"))));
    EXPECT_GE(fewest_ready()["orders"], 5);
    const auto planned = aws.inland({"plan", spec("1.35"), "--detailed-exitcode"});
    EXPECT_EQ(planned.exit_code, 0) << planned.out;
}

}  // namespace
}  // namespace inland::testing
