// SPDX-License-Identifier: Apache-2.0
#include "doctor/observations.h"

#include "core/crypto.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::doctor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ObservationsTest : public ::testing::Test {
  protected:
    void answer(const std::string& operation, std::string_view text) {
        answers_[operation] = parse_json(text).value();
    }
    void answer_console(const std::string& text) {
        answer("DescribeInstances",
               R"({"Reservations": [{"Instances": [{"InstanceId": "i-1",
                   "State": {"Name": "running"}, "LaunchTime": "2026-01-01T00:00:00Z"}]}]})");
        answers_["GetConsoleOutput"] = json::object{{"Output", base64(text)}};
    }

    [[nodiscard]] Observations read() const {
        const auto describe = [&](std::string_view, std::string_view operation,
                                  const json::object&) -> Result<json::value> {
            if (operation == denied_)
                return failure(ErrorKind::AccessDenied, "not authorized");
            const auto found = answers_.find(std::string(operation));
            return found == answers_.end() ? json::value(json::object()) : found->second;
        };
        return read_observations(describe, "a", knowledge::built_in_symptoms()).value();
    }

    std::map<std::string, json::value> answers_;
    std::string denied_;
};

TEST_F(ObservationsTest, TakeIssuesOfHealthWithOrWithoutARow) {
    answer("DescribeCluster",
           R"({"cluster": {"health": {"issues": [{"code": "Other", "message": "new"},
               {"code": "ClusterUnreachable", "message": "no"}]}}})");
    const auto found = read();
    ASSERT_THAT(found.seen, SizeIs(2));
    EXPECT_EQ(found.seen[0].symptom, nullptr);
    EXPECT_EQ(found.seen[0].line, "Other: new");
    EXPECT_EQ(found.seen[1].symptom->id, "cluster-unreachable");
    EXPECT_EQ(found.seen[1].resource, "cluster/a");
}

TEST_F(ObservationsTest, TakeTheNewestActivityAlone) {
    answer("DescribeAutoScalingGroups",
           R"({"AutoScalingGroups": [{"AutoScalingGroupName": "g"}]})");
    answer("DescribeScalingActivities",
           R"({"Activities": [{"StatusCode": "Successful", "StatusMessage": ""},
               {"StatusCode": "Failed", "StatusMessage": "VcpuLimitExceeded"}]})");
    EXPECT_THAT(read().seen, IsEmpty());
}

TEST_F(ObservationsTest, TakeOfConsolesWhatTheTableKnows) {
    answer_console("booting\nnodeadm: operation error EC2: DescribeInstances, dial tcp: timeout\n");
    const auto found = read();
    ASSERT_THAT(found.seen, SizeIs(1));
    EXPECT_EQ(found.seen[0].symptom->id, "nodeadm-ec2-timeout");
    EXPECT_EQ(found.seen[0].resource, "i-1");
}

TEST_F(ObservationsTest, LeaveOutWhatAMachineGotOver) {
    answer_console(
        "nodeadm: operation error EC2: DescribeInstances, dial tcp: timeout\n"
        "kubelet: Successfully registered node\n");
    EXPECT_THAT(read().seen, IsEmpty());
}

TEST_F(ObservationsTest, SayWhatTheCallerMayNotRead) {
    answer_console("");
    denied_ = "GetConsoleOutput";
    const auto found = read();
    ASSERT_THAT(found.unread, SizeIs(1));
    EXPECT_EQ(found.unread[0].what, "ec2:GetConsoleOutput");
}

}  // namespace
}  // namespace inland::doctor
