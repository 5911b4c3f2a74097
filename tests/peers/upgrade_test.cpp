// SPDX-License-Identifier: Apache-2.0
// Clusters that go up: `inland upgrade` on the embedded AWS, with kubectl to see what becomes of
// the workloads meanwhile.
#include "core/json.h"
#include "tests/peers/upgrade_world.h"
#include "tests/support/kills.h"

#include <random>

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

TEST_F(Upgrades, StopAtAPodThatABudgetDoesNotLetGoAndNameIt) {
    deploy("orders", 4, "minAvailable: 3");
    wait_until_ready("orders", 4);
    BackgroundProcess run({INLAND_BINARY, "upgrade", spec("1.34"), "--yes"}, aws.variables(),
                          aws.folder() / "upgrade.log");
    ASSERT_TRUE(run.line_with("control plane and add-ons")) << run.output();
    deploy("orders", 4, "minAvailable: 4");
    EXPECT_EQ(run.wait(std::chrono::seconds(120)), 1) << run.output();
    EXPECT_THAT(run.output(), AllOf(HasSubstr("pod default/orders-"), HasSubstr("(budget orders)"),
                                    HasSubstr("goes on from here")));
    EXPECT_THAT(kubectl({"get", "nodes"}), Not(HasSubstr("SchedulingDisabled")));
    wait_until_ready("orders", 4);
    deploy("orders", 4, "minAvailable: 3");
    const auto again = upgrade("1.34");
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_THAT(kubelets(), Not(HasSubstr("v1.33")));
}

constexpr auto two_of_each =
    R"(    - {name: m1, kind: managed, os: al2023, instanceTypes: [m6i.large], min: 1, desired: 10, max: 12}
    - {name: m2, kind: managed, os: al2023, instanceTypes: [m6i.large], min: 1, desired: 10, max: 10}
    - {name: s1, kind: self-managed, os: al2023, instanceTypes: [m6i.large], min: 1, desired: 10, max: 12}
    - {name: s2, kind: self-managed, os: al2023, instanceTypes: [m6i.large], min: 1, desired: 10, max: 10}
)";

/// Forty nodes, and ten workloads of forty pods each.
class LargeUpgrade : public ::testing::Test, public UpgradeWorld {
  protected:
    void SetUp() override {
        if (const auto missing = make(two_of_each))
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
            EXPECT_GE(fewest.at(name_of(index)), index % 2 == 0 ? 36 : 37) << name_of(index);
    }

    static constexpr int workloads = 10;
    static constexpr int pods = 40;
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
    for (int kill = 0; kill < kills_to_try(); ++kill) {
        BackgroundProcess run({INLAND_BINARY, "upgrade", spec("1.35"), "--yes"}, aws.variables(),
                              aws.folder() / fmt::format("upgrade-{}.log", kill));
        const auto ended = run.wait_for(std::chrono::milliseconds(200 + random() % 3000));
        EXPECT_EQ(ended.value_or(0), 0) << run.output();
        run.kill();
    }
    const auto raised = upgrade("1.35");
    ASSERT_EQ(raised.exit_code, 0) << raised.err;
    EXPECT_THAT(kubelets(), Not(::testing::AnyOf(HasSubstr("v1.33"), HasSubstr("v1.34"))));
    EXPECT_GE(fewest_ready()["orders"], 5);
    const auto planned = aws.inland({"plan", spec("1.35"), "--detailed-exitcode"});
    EXPECT_EQ(planned.exit_code, 0) << planned.out;
}

}  // namespace
}  // namespace inland::testing
