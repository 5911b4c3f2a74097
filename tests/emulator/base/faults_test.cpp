// SPDX-License-Identifier: Apache-2.0
#include "emulator/faults.h"

#include <gmock/gmock.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;

FaultRule rule(std::string_view text) {
    const auto parsed = FaultRule::from_json(*parse_json(text));
    EXPECT_TRUE(parsed) << parsed.error().message;
    return parsed.value_or(FaultRule{});
}

const aws::Service& service(std::string_view name) {
    return **aws::find_service(name);
}

TEST(Faults, StrikeAsOftenAsTold) {
    Faults faults;
    faults.add(rule(R"({"kind": "throttling", "service": "ec2", "operation": "CreateVpc",
                        "count": 2})"));
    EXPECT_FALSE(faults.strike(service("ec2"), "DeleteVpc").error);
    EXPECT_FALSE(faults.strike(service("eks"), "CreateVpc").error);
    EXPECT_EQ(faults.strike(service("ec2"), "CreateVpc").error->code, "RequestLimitExceeded");
    EXPECT_TRUE(faults.strike(service("ec2"), "CreateVpc").error);
    EXPECT_FALSE(faults.strike(service("ec2"), "CreateVpc").error);
    EXPECT_TRUE(faults.to_json().empty());
}

TEST(Faults, SpeakTheServicesLanguage) {
    Faults faults;
    faults.add(rule(R"({"kind": "throttling"})"));
    EXPECT_EQ(faults.strike(service("iam"), "GetRole").error->code, "Throttling");
    EXPECT_EQ(faults.strike(service("eks"), "ListClusters").error->code, "ThrottlingException");
}

TEST(Faults, HaveAProbability) {
    Faults faults;
    faults.add(rule(R"({"kind": "error", "code": "X", "status": 503, "probability": 0.25})"));
    int hits = 0;
    for (int call = 0; call < 1000; ++call)
        hits += faults.strike(service("ec2"), "CreateVpc").error ? 1 : 0;
    EXPECT_GT(hits, 150);
    EXPECT_LT(hits, 350);
}

TEST(Faults, DelayAndLoseAnswers) {
    Faults faults;
    faults.add(rule(R"({"kind": "latency", "latencyMilliseconds": 250})"));
    faults.add(rule(R"({"kind": "lost-response", "operation": "CreateCluster"})"));
    const auto met = faults.strike(service("eks"), "CreateCluster");
    EXPECT_FALSE(met.error);
    EXPECT_EQ(met.latency, std::chrono::milliseconds(250));
    EXPECT_EQ(met.delivery, Delivery::Lost);
}

TEST(Faults, RefuseWhatTheyDoNotUnderstand) {
    for (const auto* text :
         {R"([])", R"({})", R"({"kind": "earthquake"})", R"({"kind": "error", "colour": 1})",
          R"({"kind": "error", "status": 200})", R"({"kind": "error", "probability": 2})",
          R"({"kind": "latency", "latencyMilliseconds": -1})"})
        EXPECT_FALSE(FaultRule::from_json(*parse_json(text))) << text;
    EXPECT_THAT(FaultRule::from_json(*parse_json(R"({"kind": "earthquake"})")).error().message,
                HasSubstr("lost-response"));
}

TEST(Faults, AreListedAsTheyWereGiven) {
    const auto text = R"({"kind":"latency","service":"ec2","operation":"*","count":3,)"
                      R"("probability":1E0,"latencyMilliseconds":5})";
    EXPECT_EQ(json::serialize(rule(text).to_json()), text);
}

}  // namespace
}  // namespace inland::emulator
