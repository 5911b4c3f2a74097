// SPDX-License-Identifier: Apache-2.0
// A cluster of one account in subnets that another shares with it, on the embedded AWS. Both
// accounts are asked with boto3; kubectl sees the nodes. Participants are not told of the owner's
// endpoints, so the proof reads what the owner was answered (`--network FOLDER`).
#include "core/json.h"
#include "tests/support/embedded_aws.h"
#include "tests/support/python_script.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* script = "tests/peers/given/shared.py";
constexpr const char* participant = "222222222222";

std::vector<std::string> texts_of(const json::array& values) {
    std::vector<std::string> texts;
    for (const auto& value : values)
        texts.emplace_back(value.as_string());
    return texts;
}

class SharedNetworkTest : public ::testing::Test {
  protected:
    /// The owner makes the network and tells of it; skips where the script cannot run.
    void make(const std::string& variant) {
        const auto made = run_python(script, {"make", variant}, aws_.variables());
        if (made.missing)
            GTEST_SKIP() << *made.missing;
        ASSERT_EQ(made.process.exit_code, 0) << made.process.out << made.process.err;
        const auto network = parse_json(made.process.out).value();
        vpc_ = string_or_empty(network, "vpc");
        subnets_ = texts_of(find_array(network, "subnets"));
        told_ = (aws_.folder() / "told").string();
        owner({"tell", told_});
        spec_ = write_spec();
    }

    void share(const std::vector<std::string>& subnets) {
        std::vector<std::string> arguments{"share", participant};
        arguments.insert(arguments.end(), subnets.begin(), subnets.end());
        owner(arguments);
        before_ = owner({"show", vpc_});
    }

    std::string owner(const std::vector<std::string>& arguments) {
        const auto told = run_python(script, arguments, aws_.variables());
        EXPECT_EQ(told.process.exit_code, 0) << told.process.out << told.process.err;
        return told.process.out;
    }

    [[nodiscard]] Variables participants_variables() const {
        auto variables = aws_.variables();
        variables["AWS_ACCESS_KEY_ID"] = participant;
        return variables;
    }

    std::string write_spec() {
        auto text = example_spec("    cidr: 10.40.0.0/16\n    zones: 3\n",
                                 fmt::format("    existing: {{vpcId: {}, subnetIds: [{}]}}\n", vpc_,
                                             fmt::join(subnets_, ", ")));
        const auto connect = text.find("  connect:");
        text.erase(connect, text.find("  registry:") - connect);
        return aws_.write("cluster.yaml", text);
    }

    /// As the participant, with what the owner was told.
    [[nodiscard]] ProcessResult inland(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), INLAND_BINARY);
        return run_process(arguments, participants_variables(), std::chrono::seconds(120));
    }

    [[nodiscard]] ProcessResult told(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin() + 1, {spec_, "--network", told_});
        return inland(std::move(arguments));
    }

    void expect_ready_nodes() {
        const auto kubectl = find_program("kubectl");
        if (!kubectl)
            return;
        ASSERT_EQ(inland({"kubeconfig", "atlas"}).exit_code, 0);
        const auto nodes = run_process({*kubectl, "get", "nodes", "--no-headers"},
                                       participants_variables(), std::chrono::seconds(60));
        EXPECT_EQ(std::ranges::count(nodes.out, '\n'), 3) << nodes.out << nodes.err;
        EXPECT_THAT(nodes.out, AllOf(HasSubstr(" Ready "), Not(HasSubstr("NotReady"))));
    }

    /// Flow and cause of what does not hold.
    [[nodiscard]] std::vector<std::string> refusals() const {
        const auto proven = told({"prove", "-o", "json"});
        EXPECT_EQ(proven.exit_code, 1) << proven.out << proven.err;
        const auto verdicts = parse_json(proven.out).value();
        std::vector<std::string> found;
        for (const auto& verdict : find_array(verdicts, "clusters.0.flows"))
            if (string_or_empty(verdict, "verdict") == "fails")
                found.push_back(string_or_empty(verdict, "flow") + ": " +
                                string_or_empty(verdict, "causes.0.kind"));
        return found;
    }

    void expect_put_back() {
        const auto destroyed = inland({"destroy", "atlas", "--yes"});
        ASSERT_EQ(destroyed.exit_code, 0) << destroyed.out << destroyed.err;
        EXPECT_EQ(owner({"show", vpc_}), before_);
    }

    EmbeddedAwsProcess aws_;
    std::string vpc_;
    std::vector<std::string> subnets_;
    std::string told_;
    std::string spec_;
    std::string before_;
};

TEST_F(SharedNetworkTest, GetsAClusterOfAnotherAccountAndIsPutBack) {
    ASSERT_NO_FATAL_FAILURE(make("whole"));
    if (IsSkipped())
        return;
    share(subnets_);
    const auto applied = told({"apply", "--yes"});
    ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
    expect_ready_nodes();
    const auto planned = told({"plan", "--detailed-exitcode"});
    EXPECT_EQ(planned.exit_code, 0) << planned.out << planned.err;
    EXPECT_EQ(told({"prove"}).exit_code, 0);
    expect_put_back();
}

TEST_F(SharedNetworkTest, IsRefusedToThoseWhoWouldAddToIt) {
    ASSERT_NO_FATAL_FAILURE(make("whole"));
    if (IsSkipped())
        return;
    share(subnets_);
    const auto tried =
        run_python(script, {"try", vpc_, subnets_.front()}, participants_variables());
    ASSERT_EQ(tried.process.exit_code, 0) << tried.process.err;
    const auto codes = parse_json(tried.process.out).value();
    for (const auto& [call, code] : codes.as_object())
        EXPECT_EQ(code.as_string(), "UnauthorizedOperation") << call;
    EXPECT_EQ(owner({"show", vpc_}), before_);
}

TEST_F(SharedNetworkTest, IsUnknownWithoutTheOwnersWord) {
    ASSERT_NO_FATAL_FAILURE(make("whole"));
    if (IsSkipped())
        return;
    share(subnets_);
    const auto proven = inland({"prove", spec_});
    EXPECT_EQ(proven.exit_code, 3) << proven.out << proven.err;
}

TEST_F(SharedNetworkTest, WithoutAnEndpointIsRefusedAndNodesStopThereWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("without-ecr"));
    if (IsSkipped())
        return;
    share(subnets_);
    EXPECT_THAT(refusals(), Contains("node.ecr-api: no-endpoint"));
    EXPECT_EQ(told({"apply", "--yes"}).exit_code, 1);
    const auto forced = told({"apply", "--yes", "--unproven"});
    EXPECT_EQ(forced.exit_code, 1);
    EXPECT_THAT(forced.err, HasSubstr("NodeCreationFailure"));
    EXPECT_THAT(inland({"status", "atlas"}).out, HasSubstr("node.ecr-api"));
    expect_put_back();
}

TEST_F(SharedNetworkTest, WithTheOwnersEndpointsClosedIsRefusedAndNodesStopThereWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("closed-endpoints"));
    if (IsSkipped())
        return;
    share(subnets_);
    EXPECT_THAT(refusals(), Contains("node.ec2: security-group-ingress"));
    EXPECT_EQ(told({"apply", "--yes"}).exit_code, 1);
    const auto forced = told({"apply", "--yes", "--unproven"});
    EXPECT_THAT(forced.err, HasSubstr("NodeCreationFailure"));
    EXPECT_THAT(inland({"status", "atlas"}).out, HasSubstr("node.ec2"));
    expect_put_back();
}

TEST_F(SharedNetworkTest, OfWhichASubnetIsNotSharedIsRefusedAndEksRefusesItWhenForced) {
    ASSERT_NO_FATAL_FAILURE(make("whole"));
    if (IsSkipped())
        return;
    share({subnets_.front()});
    const auto proven = inland({"prove", spec_});
    EXPECT_EQ(proven.exit_code, 2) << proven.out;
    EXPECT_THAT(proven.err, AllOf(HasSubstr(subnets_.back() + " is not a subnet of " + vpc_),
                                  HasSubstr("that this account sees")));
    const auto forced = told({"apply", "--yes", "--unproven"});
    EXPECT_EQ(forced.exit_code, 1);
    EXPECT_THAT(forced.err, HasSubstr(subnets_.back()));
    expect_put_back();
}

}  // namespace
}  // namespace inland::testing
