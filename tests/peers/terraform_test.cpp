// SPDX-License-Identifier: Apache-2.0
// A private cluster written in Terraform, judged by Terraform's own AWS provider: it reads back
// everything that it writes. Then the ways of breaking it, each of which must stop the machines
// where AWS would, and of each of which the static proof must say the same.
#include "core/json.h"
#include "tests/support/embedded_aws.h"
#include "tests/support/terraform_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto private_cluster = "tests/peers/terraform/private";
constexpr auto community_style = "tests/peers/terraform/community";

json::array machines_of(const EmbeddedAwsProcess& aws) {
    const auto answer = aws.run({"curl", "-sS", aws.url() + "/_inland/machines"});
    const auto document = parse_json(answer.out);
    return document ? find_array(*document, "machines") : json::array{};
}

/// Managed machines name their group; those of our own Auto Scaling group have none.
enum class Kind { Managed, SelfManaged };

std::vector<json::value> machines_of(const EmbeddedAwsProcess& aws, Kind kind) {
    std::vector<json::value> found;
    for (const auto& machine : machines_of(aws))
        if (string_or_empty(machine, "nodegroup").empty() == (kind == Kind::SelfManaged) &&
            string_or_empty(machine, "state") != "terminated")
            found.push_back(machine);
    return found;
}

std::vector<std::string> states_of(const EmbeddedAwsProcess& aws, Kind kind) {
    std::vector<std::string> states;
    for (const auto& machine : machines_of(aws, kind))
        states.emplace_back(string_or_empty(machine, "state"));
    return states;
}

/// The flow at which a machine stands, with what it says about it.
std::pair<std::string, std::string> last_step(const json::value& machine) {
    const auto& steps = find_array(machine, "steps");
    if (steps.empty())
        return {};
    return {std::string(string_or_empty(steps.back(), "flow")),
            std::string(string_or_empty(steps.back(), "detail"))};
}

TEST(Terraform, TakesAPrivateClusterThroughItsLife) {
    const EmbeddedAwsProcess aws;
    TerraformFolder folder({private_cluster}, aws.url());
    if (const auto missing = folder.prepare())
        GTEST_SKIP() << *missing;
    const auto applied = folder.apply();
    ASSERT_EQ(applied.exit_code, 0) << applied.err;
    EXPECT_THAT(states_of(aws, Kind::Managed), Contains("joined").Times(2));
    EXPECT_THAT(states_of(aws, Kind::SelfManaged), Contains("joined").Times(1));
    const auto unchanged = folder.plan();
    EXPECT_EQ(unchanged.exit_code, 0) << unchanged.out;

    const std::vector<std::string> in_place{"revision=2", "version_of_kubernetes=1.34"};
    const auto changed = folder.apply(in_place);
    ASSERT_EQ(changed.exit_code, 0) << changed.err;
    const auto after_change = folder.plan(in_place);
    EXPECT_EQ(after_change.exit_code, 0) << after_change.out;

    auto another = in_place;
    another.emplace_back("generation=green");
    const auto replaced = folder.apply(another);
    ASSERT_EQ(replaced.exit_code, 0) << replaced.err;
    EXPECT_THAT(states_of(aws, Kind::Managed), Contains("joined").Times(3));
    const auto after_replacement = folder.plan(another);
    EXPECT_EQ(after_replacement.exit_code, 0) << after_replacement.out;

    const auto destroyed = folder.destroy(another);
    EXPECT_EQ(destroyed.exit_code, 0) << destroyed.err;
    EXPECT_THAT(states_of(aws, Kind::Managed), Not(Contains("joined")));
}

TEST(Terraform, TakesANetworkAsTheCommunitysModulesMakeItThroughItsLife) {
    const EmbeddedAwsProcess aws;
    TerraformFolder folder({community_style}, aws.url());
    if (const auto missing = folder.prepare())
        GTEST_SKIP() << *missing;
    for (const std::string revision : {"revision=1", "revision=2"}) {
        const auto applied = folder.apply({revision});
        ASSERT_EQ(applied.exit_code, 0) << applied.err;
        const auto unchanged = folder.plan({revision});
        EXPECT_EQ(unchanged.exit_code, 0) << unchanged.out;
    }
    EXPECT_THAT(states_of(aws, Kind::Managed), Contains("joined").Times(2));
    const auto destroyed = folder.destroy({"revision=2"});
    EXPECT_EQ(destroyed.exit_code, 0) << destroyed.err;
}

/// One way of breaking it, and where each machine of the kind must come to a stand.
struct Fault {
    std::string name;
    Kind strikes;
    std::string flow;
    std::string cause;
    std::vector<std::string> variables = {};
};

std::vector<Fault> faults() {
    return {
        {"endpoint-missing", Kind::Managed, "node.ecr-api", "no-endpoint"},
        {"endpoint-group", Kind::Managed, "node.ec2", "security-group-ingress"},
        {"private-names-off", Kind::Managed, "node.ec2", "private-dns-off"},
        {"layers-refused", Kind::Managed, "node.s3-layers", "endpoint-policy"},
        {"layers-without-way", Kind::Managed, "node.s3-layers", "no-prefix-list-route"},
        {"resolver-elsewhere", Kind::Managed, "node.dns", "dhcp-dns-servers"},
        {"no-way-back", Kind::Managed, "node.ec2", "nacl-ingress"},
        {"role-without-images", Kind::Managed, "node.ecr-api", "iam-policy"},
        {"name-shadowed", Kind::Managed, "node.ec2", "name-shadowed"},
        {"groups-apart", Kind::SelfManaged, "node.api-server", "security-group-ingress"},
        {"nodes-unknown", Kind::SelfManaged, "node.identity", "role-not-mapped"},
        {"role-not-trusted", Kind::SelfManaged, "node.ec2", "iam-policy"},
        {"wrong-user-data", Kind::SelfManaged, "node.user-data", "user-data"},
        {"old-system-alone",
         Kind::SelfManaged,
         "node.user-data",
         "user-data",
         {"version_of_kubernetes=1.32"}},
    };
}

void PrintTo(const Fault& fault, std::ostream* out) {
    *out << fault.name;
}

class TerraformFault : public ::testing::TestWithParam<Fault> {};

/// The failing flows of the proof with the kinds of their causes.
std::multimap<std::string, std::string> failing_flows(const json::value& verdicts) {
    std::multimap<std::string, std::string> failing;
    for (const auto& cluster : find_array(verdicts, "clusters"))
        for (const auto& flow : find_array(cluster, "flows"))
            if (string_or_empty(flow, "verdict") == "fails")
                for (const auto& cause : find_array(flow, "causes"))
                    failing.emplace(string_or_empty(flow, "flow"), string_or_empty(cause, "kind"));
    return failing;
}

TEST_P(TerraformFault, StopsTheMachinesWhereTheProofSays) {
    const auto& fault = GetParam();
    const EmbeddedAwsProcess aws;
    TerraformFolder folder({private_cluster}, aws.url());
    if (const auto missing = folder.prepare())
        GTEST_SKIP() << *missing;
    std::vector<std::string> variables{"fault=" + fault.name, "edges=false"};
    variables.insert(variables.end(), fault.variables.begin(), fault.variables.end());
    const auto applied = folder.apply(variables);
    if (fault.strikes == Kind::Managed) {
        EXPECT_EQ(applied.exit_code, 1);
        EXPECT_THAT(applied.err, HasSubstr("NodeCreationFailure"));
    } else {
        EXPECT_EQ(applied.exit_code, 0) << applied.err;
    }

    const auto machines = machines_of(aws, fault.strikes);
    ASSERT_FALSE(machines.empty()) << applied.err;
    for (const auto& machine : machines) {
        const auto [flow, detail] = last_step(machine);
        EXPECT_EQ(flow, fault.flow) << detail;
        EXPECT_THAT(detail, HasSubstr(fault.cause));
    }

    const auto proven = aws.inland({"prove", "--live", "atlas", "-o", "json"});
    EXPECT_EQ(proven.exit_code, 1) << proven.err;
    const auto verdicts = parse_json(proven.out);
    ASSERT_TRUE(verdicts) << proven.err;
    EXPECT_THAT(failing_flows(*verdicts), Contains(std::pair(fault.flow, fault.cause)));
}

std::string name_of_fault(const ::testing::TestParamInfo<Fault>& fault) {
    std::string name = fault.param.name;
    std::erase(name, '-');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Faults, TerraformFault, ::testing::ValuesIn(faults()), name_of_fault);

}  // namespace
}  // namespace inland::testing
