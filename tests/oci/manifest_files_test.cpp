// SPDX-License-Identifier: Apache-2.0
#include "oci/manifests/manifest_files.h"

#include "oci/manifests/rewrite.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace inland::oci {
namespace {

namespace fs = std::filesystem;

class ManifestFiles : public testing::Test {
  protected:
    void SetUp() override {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        folder_ =
            fs::path(testing::TempDir()) / fmt::format("inland-{}-{}", info->name(), getpid());
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name) << text;
    }

    std::vector<ManifestFile> read() {
        return read_manifests(folder_.string(), knowledge::built_in_image_rules(), diagnostics_);
    }

    fs::path folder_;
    Diagnostics diagnostics_;
};

std::string pod(std::string_view image) {
    return fmt::format("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: {}\n", image);
}

TEST_F(ManifestFiles, AreFoundInFoldersButNotInHiddenOnesOrTemplates) {
    write("a.yaml", pod("a:1"));
    write("below/b.yml", pod("b:1"));
    write("below/c.json", R"({"apiVersion":"v1","kind":"Pod","spec":{"containers":[]}})");
    write("notes.txt", "image: x:1");
    write(".git/d.yaml", pod("d:1"));
    write("chart/Chart.yaml", "name: chart\n");
    write("chart/values.yaml", "image: {repository: quay.io/e, tag: v1}\n");
    write("chart/templates/deployment.yaml", "image: {{ .Values.image }}\n");
    const auto files = read();
    std::vector<std::string> names;
    for (const auto& file : files)
        names.push_back(file.relative);
    EXPECT_EQ(names, (std::vector<std::string>{"a.yaml", "below/b.yml", "below/c.json",
                                               "chart/Chart.yaml", "chart/values.yaml"}));
    ASSERT_EQ(diagnostics_.items().size(), 1U);
    EXPECT_EQ(diagnostics_.items().front().rule, "chart-templates");
    EXPECT_EQ(diagnostics_.items().front().severity, Severity::Warning);
}

TEST_F(ManifestFiles, ReportAFileThatIsNotThereAndOneThatIsTooLarge) {
    EXPECT_TRUE(read_manifests((folder_ / "none.yaml").string(), knowledge::built_in_image_rules(),
                               diagnostics_)
                    .empty());
    write("large.yaml", "");
    fs::resize_file(folder_ / "large.yaml", std::uintmax_t{500} << 20U);
    EXPECT_TRUE(read().empty());
    EXPECT_EQ(diagnostics_.items()[0].rule, "cannot-read");
    EXPECT_EQ(diagnostics_.items()[1].rule, "too-large");
}

TEST_F(ManifestFiles, AreRenamedByKustomizationsThatNameThem) {
    write("base/kustomization.yaml", "resources: [pod.yaml]\n");
    write("base/pod.yaml", pod("nginx:1.25"));
    write("base/other.yaml", pod("nginx:1.25"));
    write("overlay/kustomization.yaml",
          "resources: [../base]\nimages:\n- name: nginx\n  newName: quay.io/nginx\n");
    const auto files = read();
    ASSERT_EQ(files.size(), 4U);
    EXPECT_FALSE(files[1].images.front().renamed_by) << "no kustomization names " << files[1].path;
    EXPECT_TRUE(files[2].images.front().renamed_by);
    EXPECT_EQ(files[3].images.front().image.familiar(), "quay.io/nginx:1.25");

    const Target target{.registry = "r.example.com"};
    const auto written = rewrite_images(files[2].path, files[2].text, files[2].images,
                                        {.target = target, .digests = {}},
                                        knowledge::built_in_image_rules(), diagnostics_);
    EXPECT_EQ(written, files[2].text) << "the entry still has to find it";
}

TEST_F(ManifestFiles, AreComparedAsKustomizeComparesThem) {
    write("kustomization.yaml",
          "resources: [a.yaml]\nimages: [{name: nginx, newTag: \"2\"}, {name: quay.io/x, newTag: "
          "\"3\"}]\n");
    write("a.yaml",
          "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n"
          "  - image: docker.io/library/nginx:1\n  - image: nginx\n"
          "  - image: quay.io/x@sha256:" +
              std::string(64, 'a') + "\n  - image: quay.io/x/y:1\n");
    const auto files = read();
    std::vector<bool> renamed;
    for (const auto& image : files.front().images)
        renamed.push_back(image.renamed_by.has_value());
    EXPECT_EQ(renamed, (std::vector<bool>{false, true, true, false}));
}

}  // namespace
}  // namespace inland::oci
