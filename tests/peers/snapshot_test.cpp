// SPDX-License-Identifier: Apache-2.0
// Folders of answers that the real AWS CLI was given, against the account that gave them.
#include "core/json.h"
#include "tests/support/embedded_aws.h"

#include <filesystem>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

namespace fs = std::filesystem;

/// Flow, verdict, from and to of every row.
std::multiset<std::string> rows_of(const ProcessResult& proven) {
    std::multiset<std::string> rows;
    const auto document = parse_json(proven.out, 256);
    if (!document) {
        ADD_FAILURE() << proven.out << proven.err;
        return rows;
    }
    for (const auto& cluster : find_array(*document, "clusters"))
        for (const auto& flow : find_array(cluster, "flows"))
            rows.insert(string_or_empty(flow, "flow") + " " + string_or_empty(flow, "verdict") +
                        ": " + string_or_empty(flow, "from") + " to " +
                        string_or_empty(flow, "to"));
    return rows;
}

/// One embedded AWS with the example's cluster, and a snapshot of it.
class Snapshot : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto program = find_program("aws");
        if (!program)
            GTEST_SKIP() << "there is no AWS CLI on PATH";
        const auto newest =
            run_process({*program, "ec2", "describe-vpc-block-public-access-options",
                         "--generate-cli-skeleton"},
                        aws_.variables(), std::chrono::seconds(60));
        if (newest.exit_code != 0)
            GTEST_SKIP() << "the AWS CLI is older than describe-vpc-block-public-access-options";
        const auto applied =
            aws_.inland({"apply", INLAND_SOURCE_DIR "/examples/private.yaml", "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        folder_ = aws_.folder() / "snapshot";
    }

    void take() const {
        const auto taken = run_process({"bash", INLAND_SOURCE_DIR "/tests/peers/cli/snapshot.sh",
                                        folder_.string(), "atlas", *find_program("aws")},
                                       aws_.variables(), std::chrono::seconds(600));
        ASSERT_EQ(taken.exit_code, 0) << taken.out << taken.err;
    }

    [[nodiscard]] ProcessResult prove(const fs::path& source) const {
        return aws_.inland({"prove", source.string(), "-o", "json"});
    }

    /// A copy of the snapshot without the files of a call.
    [[nodiscard]] fs::path without(const std::string& call) const {
        const auto copy = aws_.folder() / ("without-" + call);
        fs::copy(folder_, copy);
        std::size_t removed = 0;
        for (const auto& entry : fs::directory_iterator(copy))
            if (entry.path().filename().string().find(call) != std::string::npos)
                removed += fs::remove(entry.path()) ? 1U : 0U;
        EXPECT_GT(removed, 0U) << call;
        return copy;
    }

    EmbeddedAwsProcess aws_;
    fs::path folder_;
};

/// Calls without which nothing can be sure for a cluster of this kind.
const std::vector<std::string> needed_calls = {
    "ec2-describe-vpcs",
    "ec2-describe-vpc-attribute",
    "ec2-describe-subnets",
    "ec2-describe-route-tables",
    "ec2-describe-network-acls",
    "ec2-describe-security-groups",
    "ec2-describe-vpc-endpoints",
    "ec2-describe-vpn-gateways",
    "ec2-describe-vpn-connections",
    "ec2-describe-dhcp-options",
    "autoscaling-describe-auto-scaling-groups",
    "eks-describe-cluster",
    "eks-list-nodegroups",
    "eks-describe-nodegroup",
    "eks-list-addons",
    "eks-describe-addon",
    "eks-list-access-entries",
    "eks-describe-access-entry",
    "iam-get-role",
    "iam-list-attached-role-policies",
    "iam-list-role-policies",
    "route53-list-hosted-zones-by-vpc",
    "route53resolver-list-resolver-rules",
    "route53resolver-list-resolver-rule-associations",
};

TEST_F(Snapshot, SaysWhatTheLivingAccountSays) {
    const auto living = aws_.inland({"prove", "--live", "atlas", "-o", "json"});
    take();
    const auto recorded = prove(folder_);
    EXPECT_EQ(recorded.exit_code, 0) << recorded.out << recorded.err;
    EXPECT_EQ(rows_of(recorded), rows_of(living));

    for (const auto& call : needed_calls)
        EXPECT_EQ(prove(without(call)).exit_code, 3) << "without " << call;
}

TEST_F(Snapshot, SaysWhatTheLivingAccountSaysOfWhatIsBroken) {
    const auto endpoints = parse_json(
        aws_.run({*find_program("aws"), "ec2", "describe-vpc-endpoints", "--output", "json"}).out);
    ASSERT_TRUE(endpoints);
    ASSERT_EQ(aws_.run({*find_program("aws"), "ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids",
                        string_or_empty(*endpoints, "VpcEndpoints.0.VpcEndpointId")})
                  .exit_code,
              0);
    take();
    const auto living = aws_.inland({"prove", "--live", "atlas", "-o", "json"});
    const auto recorded = prove(folder_);
    EXPECT_EQ(living.exit_code, 1);
    EXPECT_EQ(recorded.exit_code, 1);
    EXPECT_EQ(rows_of(recorded), rows_of(living));
}

}  // namespace
}  // namespace inland::testing
