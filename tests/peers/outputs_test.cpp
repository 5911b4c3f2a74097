// SPDX-License-Identifier: Apache-2.0
// What `inland prove` prints for pipelines, judged by programs that others wrote: python3's
// jsonschema, SARIF's own schema and rules in the SARIF SDK's multitool, and xmllint.
#include "tests/peers/aws_calls.h"
#include "tests/support/embedded_aws.h"
#include "tests/support/npm.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Outputs : public ::testing::Test {
  protected:
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        const auto path = folder_.path() / name;
        std::ofstream(path) << text;
        return path.string();
    }

    /// A spec of which flows fail, in this format, as a file.
    [[nodiscard]] std::string proven(const std::string& format) const {
        const auto spec =
            write("cluster.yaml", example_spec("  addons:",
                                               "  endpoints: {remove: [ecr.api, s3]}\n"
                                               "  addons:"));
        const auto result = run_process({INLAND_BINARY, "prove", spec, "-o", format}, {});
        EXPECT_EQ(result.exit_code, 1) << result.err;
        return write("proof." + format, result.out);
    }

    TemporaryFolder folder_;
};

/// Where python3 finds its packages, which may be the user's own.
Variables python_variables() {
    Variables variables;
    for (const auto* name : {"HOME", "PYENV_ROOT"})
        if (const auto* value = std::getenv(name))
            variables[name] = value;
    return variables;
}

/// python3's jsonschema on a document; skips the test where it is not installed.
void validate(const std::string& schema, const std::string& document) {
    const auto python = find_program("python3");
    if (!python || run_process({*python, "-c", "import jsonschema"}, python_variables()).exit_code)
        GTEST_SKIP() << "there is no python3 with jsonschema";
    const auto result =
        run_process({*python, "-c",
                     "import json, sys, jsonschema\n"
                     "schema, document = (json.load(open(path)) for path in sys.argv[1:])\n"
                     "kind = jsonschema.validators.validator_for(schema)\n"
                     "kind.check_schema(schema)\n"
                     "errors = [f'{list(e.absolute_path)}: {e.message}' for e in "
                     "kind(schema).iter_errors(document)]\n"
                     "sys.exit('\\n'.join(errors[:20]) or 0)",
                     schema, document},
                    python_variables());
    EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST_F(Outputs, JsonFollowsItsSchema) {
    validate(INLAND_SOURCE_DIR "/docs/schemas/verdicts-v1.json", proven("json"));
}

TEST_F(Outputs, CertificatesFollowTheirSchema) {
    const auto path = (folder_.path() / "certificate.json").string();
    const auto result = run_process(
        {INLAND_BINARY, "prove", INLAND_SOURCE_DIR "/examples/private.yaml", "--certificate", path},
        {});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    validate(INLAND_SOURCE_DIR "/docs/schemas/certificate-v1.json", path);
}

TEST_F(Outputs, ListsOfImagesFollowTheirSchema) {
    for (const auto* command : {"list", "check"}) {
        const auto result = run_process({INLAND_BINARY, "images", command,
                                         INLAND_SOURCE_DIR "/examples/private.yaml", "-o", "json"},
                                        {});
        ASSERT_EQ(result.exit_code, 0) << result.err;
        const auto path = (folder_.path() / "images.json").string();
        std::ofstream(path) << result.out;
        validate(INLAND_SOURCE_DIR "/docs/schemas/images-v1.json", path);
    }
}

TEST_F(Outputs, PlatformsOfImagesFollowTheirSchema) {
    const EmbeddedAwsProcess aws;
    const auto manifest = write("pod.yaml",
                                "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n"
                                "  containers:\n  - {name: a, image: registry.k8s.io/pause:3.10}\n"
                                "  - {name: b, image: registry.k8s.io/nothing:1}\n");
    const auto listed = aws.inland({"images", "list", manifest, "--platforms", "-o", "json"});
    ASSERT_EQ(listed.exit_code, 0) << listed.err;
    EXPECT_THAT(listed.out, AllOf(HasSubstr("linux/arm64"), HasSubstr("\"runsOn\": null")));
    validate(INLAND_SOURCE_DIR "/docs/schemas/images-v1.json", write("images.json", listed.out));
}

TEST_F(Outputs, OfStagingAndBundlingFollowTheirSchemas) {
    const EmbeddedAwsProcess aws;
    const std::vector<std::string> images{"--image", "registry.k8s.io/pause:3.10",
                                          "--image", "registry.k8s.io/nothing:1",
                                          "-o",      "json"};
    std::vector<std::string> stage{"images", "stage", "--to",
                                   "123456789012.dkr.ecr.eu-central-1.amazonaws.com/mirror"};
    stage.insert(stage.end(), images.begin(), images.end());
    const auto staged = aws.inland(stage);
    EXPECT_EQ(staged.exit_code, 1) << staged.err;
    validate(INLAND_SOURCE_DIR "/docs/schemas/stage-v1.json", write("stage.json", staged.out));
    const auto bundled = aws.inland({"images", "bundle", "--image", "registry.k8s.io/pause:3.10",
                                     "--to", (folder_.path() / "b.tar").string(), "-o", "json"});
    ASSERT_EQ(bundled.exit_code, 0) << bundled.err;
    validate(INLAND_SOURCE_DIR "/docs/schemas/bundled-v1.json", write("bundled.json", bundled.out));
}

TEST_F(Outputs, OfLintFollowTheirSchema) {
    const auto result = run_process(
        {INLAND_BINARY, "lint", INLAND_SOURCE_DIR "/tests/kube/lint", "-o", "json"}, {});
    EXPECT_EQ(result.exit_code, 1) << result.err;
    validate(INLAND_SOURCE_DIR "/docs/schemas/lint-v1.json", write("lint.json", result.out));
}

TEST_F(Outputs, OfTheDoctorFollowTheirSchema) {
    const EmbeddedAwsProcess aws;
    ASSERT_EQ(aws.inland({"apply", INLAND_SOURCE_DIR "/examples/groups.yaml", "--yes"}).exit_code,
              0);
    AwsCalls calls(aws);
    calls.ec2("DeleteVpcEndpoints",
              {{"VpcEndpointIds",
                json::array{string_or_empty(calls.endpoint("ecr.api"), "VpcEndpointId")}}});
    const auto found = aws.inland({"doctor", "borea", "-o", "json"});
    EXPECT_EQ(found.exit_code, 1) << found.err;
    validate(INLAND_SOURCE_DIR "/docs/schemas/diagnosis-v1.json", write("found.json", found.out));
}

class Sarif : public Outputs {
  protected:
    void SetUp() override {
        const auto folder = fs::path(INLAND_BINARY).parent_path() / "outputs";
        const auto reason = install_packages(INLAND_SOURCE_DIR "/tests/peers/outputs", folder);
        if (!reason.empty())
            GTEST_SKIP() << reason;
        package_ = folder / "node_modules/@microsoft/sarif-multitool-linux";
        fs::permissions(package_ / "Sarif.Multitool", fs::perms::owner_exec, fs::perm_options::add);
    }

    fs::path package_;
};

TEST_F(Sarif, FollowsItsPublishedSchema) {
    validate((package_ / "sarif-2.1.0.json").string(), proven("sarif"));
}

TEST_F(Sarif, PleasesItsAuthorsValidator) {
    const auto result = run_process(
        {(package_ / "Sarif.Multitool").string(), "validate", proven("sarif"), "--rule-kind",
         "Sarif;Ghas"},
        {{"HOME", folder_.path().string()}, {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"}});
    EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    EXPECT_THAT(result.out, HasSubstr("Analysis completed successfully"));
    EXPECT_THAT(result.out, Not(HasSubstr(": error ")));
}

TEST_F(Outputs, JunitIsWellFormedAndCountsItsCases) {
    const auto xmllint = find_program("xmllint");
    if (!xmllint)
        GTEST_SKIP() << "there is no xmllint on PATH";
    const auto path = proven("junit");
    const auto holds = [&](const std::string& question) {
        const auto result =
            run_process({*xmllint, "--xpath", "boolean(" + question + ")", path}, {});
        return result.exit_code == 0 && result.out.starts_with("true");
    };
    EXPECT_TRUE(holds("/testsuites/testsuite[@name='atlas']/testcase/failure/@message"));
    EXPECT_TRUE(holds("/testsuites/testsuite/@tests = count(/testsuites/testsuite[1]/testcase)"));
    EXPECT_TRUE(holds("/testsuites/testsuite/@failures = count(//testsuite[1]//failure)"));
    EXPECT_TRUE(holds("not(//testcase[not(@name) or not(@classname)])"));
}

}  // namespace
}  // namespace inland::testing
