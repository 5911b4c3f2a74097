// SPDX-License-Identifier: Apache-2.0
// Add-ons that Inland installs itself: their images come to the account's own registry, their
// objects into the cluster, and kubectl sees them run.
#include "core/json.h"
#include "tests/peers/docker_registry.h"
#include "tests/support/embedded_aws.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto addons_line = "addons: [vpc-cni, coredns, kube-proxy]";
constexpr auto with_autoscaler =
    "addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent, cluster-autoscaler]";
constexpr auto without_autoscaler =
    "addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent]";
constexpr auto image_resource = "image/registry.k8s.io/autoscaling/cluster-autoscaler:";

std::string autoscaler_spec(const EmbeddedAwsProcess& aws) {
    return aws.write("autoscaler.yaml", example_spec(addons_line, with_autoscaler));
}

/// "action resource" of every change.
std::set<std::string> planned(const ProcessResult& plan) {
    std::set<std::string> changes;
    const auto document = parse_json(plan.out);
    if (!document)
        return {"unreadable plan: " + plan.out + plan.err};
    for (const auto& change : find_array(*document, "changes"))
        changes.insert(string_or_empty(change, "action") + " " +
                       string_or_empty(change, "resource"));
    return changes;
}

std::set<std::string> plan_of(const EmbeddedAwsProcess& aws, const std::string& spec) {
    return planned(aws.inland({"plan", spec, "-o", "json"}));
}

bool has_image(const std::set<std::string>& changes) {
    return std::ranges::any_of(changes, [](const std::string& change) {
        return change.starts_with(std::string("create ") + image_resource);
    });
}

class InstalledAddon : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto kubectl = find_program("kubectl");
        if (!kubectl)
            GTEST_SKIP() << "there is no kubectl on PATH";
        kubectl_ = *kubectl;
        spec_ = autoscaler_spec(aws_);
        const auto applied = aws_.inland({"apply", spec_, "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
    }

    [[nodiscard]] ProcessResult kubectl(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {kubectl_, "-n", "kube-system"});
        return aws_.run(arguments);
    }

    EmbeddedAwsProcess aws_;
    std::string kubectl_;
    std::string spec_;
};

TEST_F(InstalledAddon, RunsFromTheAccountsOwnRegistryAndNothingIsLeftToDo) {
    const auto pods =
        kubectl({"get", "pods", "-l", "app.kubernetes.io/name=cluster-autoscaler", "-o",
                 "custom-columns=:.status.phase,:.spec.containers[0].image,"
                 ":.spec.serviceAccountName"});
    EXPECT_THAT(pods.out,
                AllOf(HasSubstr("Running"),
                      HasSubstr("123456789012.dkr.ecr.eu-central-1.amazonaws.com/registry.k8s.io/"
                                "autoscaling/cluster-autoscaler:v1.34"),
                      HasSubstr("cluster-autoscaler")))
        << pods.err;
    EXPECT_EQ(aws_.inland({"plan", spec_, "--detailed-exitcode"}).exit_code, 0);
    const auto again = aws_.inland({"apply", spec_, "--yes"});
    EXPECT_EQ(again.exit_code, 0) << again.err;
    EXPECT_THAT(again.err, Not(HasSubstr("image/")));
}

TEST_F(InstalledAddon, IsInTheClustersStatus) {
    const auto status = aws_.inland({"status", "atlas", "-o", "json"});
    ASSERT_EQ(status.exit_code, 0) << status.err;
    const auto document = parse_json(status.out);
    ASSERT_TRUE(document);
    std::map<std::string, std::string> states;
    for (const auto& addon : find_array(*document, "addons"))
        states[string_or_empty(addon, "resource")] = string_or_empty(addon, "state");
    EXPECT_EQ(states["addon/cluster-autoscaler"], "ACTIVE") << status.out;
    const auto outside =
        aws_.inland({"status", "atlas", "--via", fmt::format("http://127.0.0.1:{}", free_port())});
    EXPECT_THAT(outside.out, HasSubstr("not seen"));
    ASSERT_EQ(kubectl({"delete", "deployment", "cluster-autoscaler"}).exit_code, 0);
    EXPECT_THAT(aws_.inland({"status", "atlas"}).out, HasSubstr("not installed"));
}

TEST_F(InstalledAddon, IsMendedWhereSomebodyChangedIt) {
    ASSERT_EQ(
        kubectl({"set", "image", "deployment/cluster-autoscaler", "cluster-autoscaler=other:1"})
            .exit_code,
        0);
    ASSERT_EQ(kubectl({"delete", "clusterrole", "cluster-autoscaler"}).exit_code, 0);
    EXPECT_EQ(plan_of(aws_, spec_), std::set<std::string>{"update addon/cluster-autoscaler"});
    const auto applied = aws_.inland({"apply", spec_, "--yes"});
    EXPECT_EQ(applied.exit_code, 0) << applied.err;
    EXPECT_EQ(aws_.inland({"plan", spec_, "--detailed-exitcode"}).exit_code, 0);
    const auto image = kubectl({"get", "deployment", "cluster-autoscaler", "-o",
                                "jsonpath={.spec.template.spec.containers[0].image}"});
    EXPECT_THAT(image.out, HasSubstr("dkr.ecr.eu-central-1"));
}

TEST_F(InstalledAddon, GoesWithItsRoleWhenTheSpecNamesItNoMore) {
    const auto less = aws_.write("less.yaml", example_spec(addons_line, without_autoscaler));
    const auto changes = plan_of(aws_, less);
    EXPECT_TRUE(changes.contains("delete addon/cluster-autoscaler"));
    EXPECT_TRUE(changes.contains("delete pod-identity-association/cluster-autoscaler"));
    EXPECT_TRUE(changes.contains("delete role/cluster-autoscaler"));
    const auto applied = aws_.inland({"apply", less, "--yes"});
    EXPECT_EQ(applied.exit_code, 0) << applied.err;
    EXPECT_NE(kubectl({"get", "deployment", "cluster-autoscaler"}).exit_code, 0);
    EXPECT_NE(kubectl({"get", "clusterrole", "cluster-autoscaler"}).exit_code, 0);
    EXPECT_EQ(aws_.inland({"plan", less, "--detailed-exitcode"}).exit_code, 0);
}

TEST_F(InstalledAddon, LeavesToOtherClustersWhatTheyPullWhenItsClusterIsDestroyed) {
    const auto destroyed = aws_.inland({"destroy", spec_, "--yes"});
    EXPECT_EQ(destroyed.exit_code, 0) << destroyed.err;
    const auto changes = plan_of(aws_, spec_);
    EXPECT_FALSE(has_image(changes)) << "the repositories are the account's";
    EXPECT_TRUE(changes.contains("create addon/cluster-autoscaler"));
    EXPECT_TRUE(changes.contains("create role/cluster-autoscaler"));
}

TEST(ApplyWithImages, ShowsThemInThePlanBeforeTheAddon) {
    const EmbeddedAwsProcess aws;
    const auto changes = plan_of(aws, autoscaler_spec(aws));
    EXPECT_TRUE(has_image(changes));
    EXPECT_TRUE(changes.contains("create addon/cluster-autoscaler"));
}

TEST(ApplyWithImages, HasNothingThatItsNodesCannotPull) {
    const EmbeddedAwsProcess aws;
    const auto checked = aws.inland({"images", "check", autoscaler_spec(aws)});
    EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("apply copies it"));
}

TEST(ApplyWithImages, RefusesToCopyThemWhereItMustNot) {
    const EmbeddedAwsProcess aws;
    const auto spec = autoscaler_spec(aws);
    const auto refused = aws.inland({"apply", spec, "--yes", "--no-stage"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, AllOf(HasSubstr("--no-stage"),
                                   HasSubstr("registry.k8s.io/autoscaling/cluster-autoscaler:")));
    EXPECT_TRUE(plan_of(aws, spec).contains("create vpc/main")) << "nothing was changed";

    const auto staged = aws.inland({"images", "stage", spec});
    EXPECT_EQ(staged.exit_code, 0) << staged.err;
    EXPECT_FALSE(has_image(plan_of(aws, spec))) << "it is where apply looks for it";
    EXPECT_EQ(aws.inland({"apply", spec, "--yes", "--no-stage"}).exit_code, 0);
}

/// The knowledge tables with the autoscaler's image in another registry.
std::string knowledge_with(const EmbeddedAwsProcess& aws, const std::string& registry) {
    const auto folder = aws.folder() / "knowledge";
    fs::copy(fs::path(INLAND_SOURCE_DIR) / "knowledge", folder,
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    std::ifstream file(folder / "addons.yaml");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string there = "registry.k8s.io/autoscaling/cluster-autoscaler";
    text.replace(text.find(there), there.size(),
                 fmt::format("\"{}/team/cluster-autoscaler\"", registry));
    std::ofstream(folder / "addons.yaml") << text;
    return folder.string();
}

TEST(ApplyWithImages, RefusesBeforeAnythingIsChangedWhereTheyCannotBeHad) {
    const EmbeddedAwsProcess aws;
    const auto spec = autoscaler_spec(aws);
    const auto nowhere = fmt::format("127.0.0.1:{}", free_port());
    const auto refused =
        aws.inland({"apply", spec, "--yes", "--knowledge", knowledge_with(aws, nowhere)});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, AllOf(HasSubstr(nowhere + "/team/cluster-autoscaler"),
                                   HasSubstr("inland images bundle")));
    EXPECT_TRUE(plan_of(aws, spec).contains("create vpc/main")) << "nothing was changed";
}

TEST(ApplyWithImages, SaysWhatItCouldNotInstallAndFinishesFromInside) {
    const EmbeddedAwsProcess aws;
    const auto spec = autoscaler_spec(aws);
    const auto outside = aws.inland(
        {"apply", spec, "--yes", "--via", fmt::format("http://127.0.0.1:{}", free_port())});
    EXPECT_EQ(outside.exit_code, 0) << outside.err;
    EXPECT_THAT(outside.err, HasSubstr("addon/cluster-autoscaler is not installed yet"));
    EXPECT_EQ(plan_of(aws, spec), std::set<std::string>{"create addon/cluster-autoscaler"});
    const auto inside = aws.inland({"apply", spec, "--yes"});
    EXPECT_EQ(inside.exit_code, 0) << inside.err;
    EXPECT_EQ(aws.inland({"plan", spec, "--detailed-exitcode"}).exit_code, 0);
}

int blobs_read(const DockerRegistry& registry) {
    const auto asked = registry.asked();
    return static_cast<int>(std::ranges::count_if(asked, [](const std::string& request) {
        return request.starts_with("GET ") && request.contains("/blobs/");
    }));
}

/// A copy in flight is begun again; what had arrived is not.
TEST(ApplyWithImages, KilledWhileItCopiesSendsOnlyWhatWasMissing) {
    for (const auto* program : {"docker-registry", "python3"})
        if (!find_program(program))
            GTEST_SKIP() << "there is no " << program << " on PATH";
    constexpr int layers = 200;
    constexpr int in_flight = 10;
    const EmbeddedAwsProcess aws("60");
    const DockerRegistry source;
    const auto layout = (aws.folder() / "layout").string();
    const auto made =
        run_shell(fmt::format("python3 {0}/tests/emulator/registry/make_layout.py {1} {2} amd64 && "
                              "python3 {0}/tests/peers/push_layout.py {1} {3} "
                              "team/cluster-autoscaler v1.34.3",
                              INLAND_SOURCE_DIR, layout, layers, source.name()));
    ASSERT_EQ(made.exit_code, 0) << made.out;
    const auto spec = autoscaler_spec(aws);
    const std::vector<std::string> apply{
        INLAND_BINARY, "apply", spec, "--yes", "--knowledge", knowledge_with(aws, source.name())};
    std::mt19937 random(20261123);  // NOLINT(cert-msc51-cpp): the same kills every time
    std::uniform_int_distribution<int> milliseconds(0, 300);
    constexpr int kills = 3;
    for (int kill = 0; kill < kills; ++kill) {
        BackgroundProcess run(apply, aws.variables(), aws.folder() / fmt::format("{}.log", kill));
        if (run.line_with(" copied"))
            run.wait_for(std::chrono::milliseconds(milliseconds(random)));
        run.kill();
    }
    EXPECT_GT(blobs_read(source), 0) << "no kill came while it copied";
    const auto last = run_process(apply, aws.variables(), std::chrono::seconds(300));
    EXPECT_EQ(last.exit_code, 0) << last.err;
    EXPECT_LE(blobs_read(source), layers + 1 + kills * in_flight);
    EXPECT_EQ(aws.run({INLAND_BINARY, "plan", spec, "--detailed-exitcode", "--knowledge",
                       knowledge_with(aws, source.name())})
                  .exit_code,
              0);
}

}  // namespace
}  // namespace inland::testing
