// SPDX-License-Identifier: Apache-2.0
#include "sources/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using topology::Role;
using topology::RouteTable;
using topology::Subnet;
using topology::Vpc;

const std::string vpcs = R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.40.0.0/16"}]})";
const std::string subnets = R"({"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1",
    "CidrBlock": "10.40.0.0/18", "AvailabilityZone": "eu-central-1a"}]})";
const std::string group = R"({"nodegroup": {"clusterName": "atlas", "nodegroupName": "general",
    "nodeRole": "arn:aws:iam::123456789012:role/nodes", "subnets": ["subnet-1"]}})";
const std::string cluster = R"({"cluster": {"name": "atlas", "version": "1.34",
    "arn": "arn:aws:eks:eu-central-1:123456789012:cluster/atlas",
    "resourcesVpcConfig": {"vpcId": "vpc-1", "subnetIds": ["subnet-1"]}}})";

topology::Topology read(const std::vector<SnapshotFile>& files) {
    Diagnostics diagnostics;
    auto topology = read_snapshot(files, diagnostics);
    for (const auto& diagnostic : diagnostics.items())
        ADD_FAILURE() << diagnostic.text();
    return topology.value_or(topology::Topology());
}

std::string mistakes_of(const std::vector<SnapshotFile>& files) {
    Diagnostics diagnostics;
    EXPECT_FALSE(read_snapshot(files, diagnostics));
    std::string text;
    for (const auto& diagnostic : diagnostics.items())
        text += diagnostic.text() + "\n";
    return text;
}

TEST(Snapshot, KnowsAnswersByTheirMembersWhateverTheFilesAreCalled) {
    const auto world = read({{"b", vpcs}, {"a", subnets}, {"c.txt", cluster}});
    EXPECT_EQ(world.find<Subnet>("subnet-1")->vpc.value().key, "vpc-1");
    EXPECT_EQ(world.region, "eu-central-1");
    EXPECT_EQ(world.account, "123456789012");
    EXPECT_TRUE(looks_like_snapshot(vpcs));
    EXPECT_FALSE(looks_like_snapshot(R"({"format_version": "1.2", "resource_changes": []})"));
}

TEST(Snapshot, CallsAClassMissingThatNoFileAnswers) {
    const auto world = read({{"a", vpcs}});
    EXPECT_THAT(world.missing, Contains(RouteTable::type));
    EXPECT_THAT(world.missing, Not(Contains(Vpc::type)));
    EXPECT_TRUE(world.find<Vpc>("vpc-1")->enable_dns_support.is_unknown());
}

TEST(Snapshot, CallsAClassMissingThatWasCutOff) {
    const auto world = read(
        {{"a", R"({"Subnets": [{"SubnetId": "subnet-1"}], "NextToken": "more"})"}, {"b", subnets}});
    EXPECT_NE(world.find<Subnet>("subnet-1"), nullptr);
    EXPECT_THAT(world.missing, Contains(Subnet::type));
}

TEST(Snapshot, CallsAClassMissingOfWhichANamedOneIsNotDescribed) {
    const auto world =
        read({{"a", cluster}, {"b", R"({"nodegroups": ["general", "batch"]})"}, {"c", group}});
    EXPECT_NE(world.find<topology::NodeGroup>("atlas/general"), nullptr);
    EXPECT_THAT(world.missing, Contains(topology::NodeGroup::type));
}

TEST(Snapshot, DoesNotTakeWhatIsDescribedForEverything) {
    const auto world = read({{"a", cluster}, {"b", group}});
    EXPECT_NE(world.find<topology::NodeGroup>("atlas/general"), nullptr);
    EXPECT_THAT(world.missing, Contains(topology::NodeGroup::type));
}

TEST(Snapshot, ReadsSeveralAnswersInOneFile) {
    const auto one_after_the_other = read({{"a", vpcs + "\n" + subnets}});
    EXPECT_NE(one_after_the_other.find<Subnet>("subnet-1"), nullptr);
    const auto list = read({{"a", "[" + vpcs + ", " + subnets + "]"}});
    EXPECT_NE(list.find<Vpc>("vpc-1"), nullptr);
}

TEST(Snapshot, ReadsWhatPowerShellWrote) {
    std::string wide = "\xFF\xFE";
    for (const char letter : vpcs)
        wide += {letter, '\0'};
    EXPECT_TRUE(looks_like_snapshot(wide));
    EXPECT_NE(read({{"a", wide}}).find<Vpc>("vpc-1"), nullptr);
}

TEST(Snapshot, FindsTheSubjectOfUnlabelledAnswersInTheFilesName) {
    const std::vector<SnapshotFile> base = {
        {"c", cluster},
        {"g", group},
        {"r", R"({"Role": {"RoleName": "nodes", "Path": "/", "RoleId": "A",
                 "Arn": "arn:aws:iam::123456789012:role/nodes", "CreateDate": "2026-01-01"}})"}};
    auto files = base;
    files.push_back({"x/list-attached-role-policies.nodes.json", R"({"AttachedPolicies": [
        {"PolicyName": "P", "PolicyArn": "arn:aws:iam::aws:policy/P"}]})"});
    const auto labelled = read(files);
    EXPECT_THAT(labelled.find<Role>("nodes")->managed_policies.value(),
                ElementsAre("arn:aws:iam::aws:policy/P"));
    EXPECT_TRUE(labelled.find<Role>("nodes")->inline_policies.is_unknown());
    files.back().path = "attached-nodes-2.json";
    EXPECT_TRUE(read(files).find<Role>("nodes")->managed_policies.is_unknown());
}

TEST(Snapshot, ReadsRolesFromAuthorizationDetails) {
    const auto world = read({{"c", cluster}, {"g", group}, {"iam", R"({"RoleDetailList": [{
        "RoleName": "nodes", "Path": "/", "Arn": "arn:aws:iam::123456789012:role/nodes",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []},
        "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": {"Statement": []}}],
        "AttachedManagedPolicies": [{"PolicyName": "P", "PolicyArn": "arn:aws:iam::aws:policy/P"}]
        }], "Policies": []})"}});
    const auto& role = *world.find<Role>("nodes");
    EXPECT_EQ(role.inline_policies.value().at("own"), R"({"Statement":[]})");
    EXPECT_THAT(role.managed_policies.value(), ElementsAre("arn:aws:iam::aws:policy/P"));
    EXPECT_THAT(role.assume_role_policy.value(), HasSubstr("2012-10-17"));
}

TEST(Snapshot, RefusesMembersOfTheWrongKindAllAtOnce) {
    const auto mistakes = mistakes_of(
        {{"a.json", R"({"RouteTables": [{"RouteTableId": "rtb-1", "Routes": "none"}]})"},
         {"b.json", R"({"SecurityGroups": {"GroupId": "sg-1"}})"},
         {"c.json", R"({"Vpcs": [null, {"VpcId": 5}]})"},
         {"d.json", R"("Vpcs")"}});
    EXPECT_THAT(mistakes, HasSubstr("a.json"));
    EXPECT_THAT(mistakes, HasSubstr("RouteTables.0.Routes must be a list"));
    EXPECT_THAT(mistakes, HasSubstr("SecurityGroups must be a list"));
    EXPECT_THAT(mistakes, HasSubstr("Vpcs.0 must not be null"));
    EXPECT_THAT(mistakes, HasSubstr("Vpcs.1.VpcId must be a text"));
    EXPECT_THAT(mistakes, HasSubstr("neither object nor list"));
}

TEST(Snapshot, RefusesSeveralAccountsAndRegionsInOne) {
    auto other = cluster;
    other.replace(other.find("eu-central-1:123456789012"), 25, "us-east-1:210987654321");
    other.replace(other.find("\"atlas\""), 7, "\"other\"");
    const auto mistakes = mistakes_of({{"a", cluster}, {"b", other}});
    EXPECT_THAT(mistakes, HasSubstr("several accounts: 123456789012, 210987654321"));
    EXPECT_THAT(mistakes, HasSubstr("several Regions: eu-central-1, us-east-1"));
}

TEST(Snapshot, SurvivesBeingCutAtEveryByte) {
    const auto whole = vpcs + cluster + subnets + group;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        Diagnostics diagnostics;
        const auto world = read_snapshot({{"a", whole.substr(0, size)}}, diagnostics);
        EXPECT_NE(world.has_value(), diagnostics.has_errors()) << size;
        EXPECT_TRUE(!world || !world->missing.empty()) << size;
    }
}

TEST(Snapshot, RefusesWhatIsNestedTooDeeply) {
    const auto deep = R"({"Vpcs": )" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
    EXPECT_THAT(mistakes_of({{"deep.json", deep}}), HasSubstr("deep.json"));
}

TEST(Snapshot, ReadsAHundredMegabytes) {
    const std::string padding(std::size_t{100} << 20U, 'x');
    const auto world =
        read({{"a", R"({"Vpcs": [{"VpcId": "vpc-1", "OwnerId": ")" + padding + R"("}]})"}});
    EXPECT_NE(world.find<Vpc>("vpc-1"), nullptr);
}

}  // namespace
}  // namespace inland::sources
