// SPDX-License-Identifier: Apache-2.0
#include "tests/support/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

ProcessResult explain(const std::string& id) {
    return run_process({INLAND_BINARY, "explain", id}, {});
}

TEST(Explain, TellsOfAFieldWhatTheSchemaKnows) {
    const auto page = explain("nodeGroups.kind");
    EXPECT_EQ(page.exit_code, 0) << page.err;
    EXPECT_THAT(page.out, AllOf(HasSubstr("spec.nodeGroups.kind: "),
                                HasSubstr("one of: managed, self-managed"),
                                HasSubstr("unless said: managed")));
    EXPECT_EQ(explain("spec.nodeGroups.kind").out, page.out);
}

TEST(Explain, ListsTheFieldsOfAMap) {
    EXPECT_THAT(explain("nodeGroups").out,
                AllOf(HasSubstr("diskSize"), HasSubstr("instanceTypes")));
    EXPECT_THAT(explain("connect.vpn").out, HasSubstr("asn"));
}

TEST(Explain, SuggestsTheNearestField) {
    const auto page = explain("nodeGroups.knd");
    EXPECT_EQ(page.exit_code, 2);
    EXPECT_THAT(page.err, HasSubstr("nodeGroups.kind"));
}

TEST(Explain, ListsRestrictionsAndTellsWhatBecameOfThem) {
    EXPECT_THAT(explain("restrictions").out,
                AllOf(HasSubstr("eksctl"), HasSubstr("x-ray"), HasSubstr("alb-ingress-controller"),
                      HasSubstr("node-kinds")));
    EXPECT_THAT(explain("x-ray").out,
                AllOf(HasSubstr("x-ray: AWS X-Ray (conditional)"), HasSubstr("in 2020: "),
                      HasSubstr("now: "), HasSubstr("met in a manifest: image *aws-xray-daemon*"),
                      HasSubstr("source: ")));
}

TEST(Explain, TellsWhatASymptomMeans) {
    EXPECT_THAT(explain("symptoms").out, HasSubstr("nodes-not-joined"));
    EXPECT_THAT(explain("registry-no-credentials").out,
                AllOf(HasSubstr("no basic auth credentials"), HasSubstr("flows: node.ecr-api"),
                      HasSubstr("what to do: ")));
    EXPECT_THAT(explain("registry-no-credential").err, HasSubstr("registry-no-credentials"));
}

}  // namespace
}  // namespace inland::testing
