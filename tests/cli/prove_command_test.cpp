// SPDX-License-Identifier: Apache-2.0
// What `inland prove` can be asked, through the binary: intents, differences, certificates.
#include "tests/support/embedded_aws.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string example = INLAND_SOURCE_DIR "/examples/private.yaml";
const std::string example_intents = INLAND_SOURCE_DIR "/examples/intents.yaml";

class ProveCommand : public ::testing::Test {
  protected:
    ProcessResult prove(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {INLAND_BINARY, "prove"});
        return run_process(arguments, {{"HOME", folder_.path().string()}});
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_.path() / name).string();
    }

    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name)) << text;
        return path(name);
    }

    [[nodiscard]] std::string without_endpoint() const {
        return write("broken.yaml",
                     example_spec("  addons:", "  endpoints: {remove: [ecr.api]}\n  addons:"));
    }

    TemporaryFolder folder_;
};

TEST_F(ProveCommand, ProvesTheExamplesIntents) {
    const auto result = prove({example, "--intents", example_intents, "-v"});
    EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    EXPECT_THAT(result.out, HasSubstr("holds  intent.nothing-leaves"));
}

TEST_F(ProveCommand, ShowsTheMistakesOfASpecThatNamesALivingCluster) {
    const auto spec = write("bad.yaml", example_spec("  region:", "  reigon:"));
    const auto result = prove({"--live", spec});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, AllOf(HasSubstr("bad.yaml:"), HasSubstr("reigon")));
}

TEST_F(ProveCommand, ShowsUnknownNamesOfIntentsWithTheirPlaces) {
    const auto intents =
        write("intents.yaml",
              "apiVersion: inland.dev/v1alpha1\nkind: Intents\n"
              "groups: {mine: {nodes: [genral]}}\n"
              "intents: [{name: a, from: mine, to: internet, must: never-reach}]\n");
    const auto result = prove({example, "--intents", intents});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, AllOf(HasSubstr("intents.yaml:3:25"), HasSubstr("\"general\"?")));
}

TEST_F(ProveCommand, ShowsFlowsLostAndGained) {
    const auto broken = without_endpoint();
    const auto worse = prove({"--diff", example, broken});
    EXPECT_EQ(worse.exit_code, 1) << worse.err;
    EXPECT_THAT(worse.out, AllOf(HasSubstr("LOST"), HasSubstr("node.ecr-api")));
    const auto better = prove({"--diff", broken, example});
    EXPECT_EQ(better.exit_code, 0) << better.err;
    EXPECT_THAT(better.out, HasSubstr("gained"));
    EXPECT_EQ(prove({"--diff", example}).exit_code, 2);
}

TEST_F(ProveCommand, WritesACertificateThatChecks) {
    const auto file = path("certificate.json");
    EXPECT_EQ(prove({example, "--certificate", file}).exit_code, 0);
    const auto checked = prove({"--check", file, example});
    EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
    EXPECT_THAT(checked.out,
                AllOf(HasSubstr(" checked, 0 refused, 0 not shown"), HasSubstr("on trust: ")));
}

TEST_F(ProveCommand, RefusesTheCertificateOfAnotherWorld) {
    const auto file = path("certificate.json");
    EXPECT_EQ(prove({example, "--certificate", file}).exit_code, 0);
    const auto checked = prove({"--check", file, without_endpoint()});
    EXPECT_EQ(checked.exit_code, 1) << checked.out << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("REFUSED node.ecr-api"));
}

TEST_F(ProveCommand, ChecksTheCertificateOfABrokenWorldToo) {
    const auto file = path("certificate.json");
    const auto broken = without_endpoint();
    EXPECT_EQ(prove({broken, "--certificate", file}).exit_code, 1);
    EXPECT_NE(prove({"--check", file, broken}).exit_code, 1);
}

TEST_F(ProveCommand, SaysWhatIsNoCertificate) {
    const auto result = prove({"--check", write("x.json", "{\"schema\": 1}"), example});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("schema must be a text"));
    EXPECT_EQ(prove({"--check", write("y.json", "{"), example}).exit_code, 2);
    EXPECT_EQ(prove({"--check", path("nowhere.json"), example}).exit_code, 2);
}

}  // namespace
}  // namespace inland::testing
