// SPDX-License-Identifier: Apache-2.0
// A cluster that stands, and somebody who changes the account: `doctor` names what the next machine
// meets, says what is to be done, and changes nothing itself.
#include "core/crypto.h"
#include "tests/peers/changes.h"
#include "tests/peers/next_machine.h"

#include <algorithm>
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view group = "batch";

bool only_reads(std::string_view operation) {
    constexpr std::array<std::string_view, 4> beginnings = {"Describe", "Get", "List", "Search"};
    return std::ranges::any_of(beginnings,
                               [&](auto beginning) { return operation.starts_with(beginning); });
}

class Doctor : public ::testing::Test {
  protected:
    void SetUp() override {
        ASSERT_EQ(
            aws_.inland({"apply", INLAND_SOURCE_DIR "/examples/groups.yaml", "--yes"}).exit_code,
            0);
    }

    /// The calls that the embedded AWS has answered, oldest first.
    [[nodiscard]] std::vector<std::string> history() const {
        const auto page = aws_.run({"curl", "-sS", aws_.url() + "/_inland/history"});
        const auto document = parse_json(page.out).value_or(json::value());
        std::vector<std::string> operations;
        for (const auto& call :
             document.is_array() ? document.as_array() : find_array(document, "calls"))
            operations.push_back(string_or_empty(call, "operation"));
        return operations;
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
};

TEST_F(Doctor, FindsNothingWrongWithASoundClusterAndOnlyReads) {
    if (!find_program("curl"))
        GTEST_SKIP() << "there is no curl on PATH";
    // The history is bounded, so what came before is told apart by a call that the doctor never
    // makes.
    calls_.call("sts", "GetSessionToken");
    const auto found = aws_.inland({"doctor", "borea"});
    EXPECT_EQ(found.exit_code, 0) << found.out << found.err;
    EXPECT_EQ(found.out, "borea: nothing is wrong\n");

    const auto operations = history();
    const auto mark = std::ranges::find(operations, "GetSessionToken");
    ASSERT_NE(mark, operations.end());
    const std::vector<std::string> asked(mark + 1, operations.end());
    EXPECT_THAT(asked, Contains("GetConsoleOutput"));
    for (const auto& operation : asked)
        EXPECT_TRUE(only_reads(operation)) << operation;
}

TEST_F(Doctor, SaysThatThereIsNoSuchCluster) {
    const auto found = aws_.inland({"doctor", "boreas"});
    EXPECT_NE(found.exit_code, 0);
    EXPECT_THAT(found.err, HasSubstr("there is no cluster boreas"));
}

/// What no proof knows is told all the same, and said not to be proven.
TEST_F(Doctor, TellsOfASymptomThatTheProofDoesNotExplain) {
    calls_.post("/_inland/faults",
                {{"faults", json::array{json::object{{"kind", "capacity"},
                                                     {"service", "ec2"},
                                                     {"operation", "RunInstances"},
                                                     {"count", 1000}}}}});
    const auto machines = machines_of(inland_json(aws_, {"status", "borea"}), group);
    ASSERT_FALSE(machines.empty());
    calls_.ec2("TerminateInstances", {{"InstanceIds", json::array{machines.front().id}}});
    constexpr int most_looks = 50;
    auto found = aws_.inland({"doctor", "borea"});
    for (int look = 0; look < most_looks && found.exit_code == 0; ++look)
        found = aws_.inland({"doctor", "borea"});
    EXPECT_EQ(found.exit_code, 1);
    EXPECT_THAT(found.out, AllOf(HasSubstr("1. capacity-short at auto-scaling-group/"),
                                 HasSubstr("the proof does not explain it"),
                                 HasSubstr("Name more instance types")))
        << found.err;
}

class DoctorOfChanges : public Doctor, public ::testing::WithParamInterface<Change> {};

/// The causes of a diagnosis that break the flow.
std::vector<std::string> kinds_breaking(const json::value& diagnosis, std::string_view flow) {
    std::vector<std::string> kinds;
    for (const auto& cause : find_array(diagnosis, "causes"))
        for (const auto& broken : find_array(cause, "flows"))
            if (broken.as_string() == flow)
                kinds.push_back(string_or_empty(cause, "kind"));
    return kinds;
}

TEST_P(DoctorOfChanges, NamesTheCauseThatTheNextMachineMeetsAndItsRepair) {
    const auto& change = GetParam();
    change.make(calls_);
    const auto machine = next_machine(aws_, calls_, "borea", group);
    ASSERT_TRUE(machine);
    ASSERT_EQ(machine->last_flow, change.stops);

    const auto diagnosis = inland_json(aws_, {"doctor", "borea"});
    EXPECT_THAT(kinds_breaking(diagnosis, change.stops), Contains(change.cause));
    const auto first = find_array(diagnosis, "causes").front();
    EXPECT_EQ(string_or_empty(first, "kind"), change.cause);
    EXPECT_EQ(string_or_empty(first, "ground"), "proven");
    EXPECT_THAT(find_array(first, "repair"), Not(IsEmpty()));
    std::vector<std::string> witnesses;
    for (const auto& sign : find_array(first, "signs"))
        witnesses.push_back(string_or_empty(sign, "resource"));
    EXPECT_THAT(witnesses, Contains(machine->id)) << json::serialize(diagnosis);

    const auto status = aws_.inland({"status", "borea", "--why"});
    EXPECT_THAT(status.out,
                AllOf(HasSubstr("\nwhy   " + std::string(change.cause)), HasSubstr("; repair: ")));
}

/// User data of somebody who took the cluster's address for something that a node finds out.
constexpr std::string_view short_user_data =
    "apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  cluster: {name: borea}\n";

void shorten_user_data(AwsCalls& calls) {
    const auto groups = calls.call("autoscaling", "DescribeAutoScalingGroups");
    for (const auto& row : find_array(groups, "AutoScalingGroups")) {
        const auto name = string_or_empty(row, "AutoScalingGroupName");
        if (name.find(group) == std::string::npos)
            continue;
        json::value policy = find_object(row, "MixedInstancesPolicy");
        auto& named = policy.at_pointer("/LaunchTemplate/LaunchTemplateSpecification").as_object();
        const auto made = calls.ec2(
            "CreateLaunchTemplateVersion",
            {{"LaunchTemplateId", named.at("LaunchTemplateId")},
             {"SourceVersion", named.at("Version")},
             {"LaunchTemplateData", json::object{{"UserData", base64(short_user_data)}}}});
        const auto* version = find(made, "LaunchTemplateVersion.VersionNumber");
        ASSERT_NE(version, nullptr);
        named.erase("LaunchTemplateName");
        named["Version"] = json::serialize(*version);
        calls.call("autoscaling", "UpdateAutoScalingGroup",
                   {{"AutoScalingGroupName", name}, {"MixedInstancesPolicy", policy}});
    }
}

/// Of each kind of breakage one, which a machine of the group meets.
std::vector<Change> breakages() {
    constexpr std::array<std::string_view, 12> names = {
        "EndpointAdmitsOtherCalls", "LayersNotRouted", "PrivateNamesOff",   "EndpointDeleted",
        "EndpointsClosed",          "ClusterClosed",   "NobodyLetOut",      "SomeAnswersDenied",
        "ResolverStopped",          "RoleForgotten",   "PullsNotPermitted", "ApiInPublicOnly"};
    std::vector<Change> chosen{
        {"UserDataShortened", shorten_user_data, "node.user-data", "user-data"}};
    for (const auto family :
         {changes_of_endpoints, changes_of_networks, changes_of_names, changes_of_identities})
        for (const auto& change : family())
            if (std::ranges::find(names, change.name) != names.end())
                chosen.push_back(change);
    return chosen;
}

INSTANTIATE_TEST_SUITE_P(All, DoctorOfChanges, ::testing::ValuesIn(breakages()),
                         [](const auto& change) { return std::string(change.param.name); });

}  // namespace
}  // namespace inland::testing
