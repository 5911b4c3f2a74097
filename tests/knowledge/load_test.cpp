// SPDX-License-Identifier: Apache-2.0
#include "knowledge/document.h"
#include "knowledge/tables.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace inland::knowledge {
namespace {

namespace fs = std::filesystem;

const std::string shipped = std::string(INLAND_SOURCE_DIR) + "/knowledge";

/// A folder with a copy of one shipped file, changed.
class LoadFolder : public testing::Test {
  protected:
    void SetUp() override {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        folder_ =
            fs::path(testing::TempDir()) / fmt::format("inland-{}-{}", info->name(), getpid());
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
    }

    void change(const std::string& name, std::string_view from, std::string_view to) const {
        std::ifstream stream(shipped + "/" + name);
        std::ostringstream text;
        text << stream.rdbuf();
        auto changed = text.str();
        const auto at = changed.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        write(name, changed.replace(at, from.size(), to));
    }

    std::vector<std::string> mistakes() const {
        Diagnostics found;
        const auto tables = load_folder(folder_.string(), found);
        EXPECT_EQ(tables.has_value(), !found.has_errors());
        std::vector<std::string> mistakes;
        for (const auto& diagnostic : found.sorted())
            mistakes.push_back(fmt::format("{} {}: {}",
                                           fs::path(diagnostic.place.file).filename().string(),
                                           diagnostic.rule, diagnostic.detail));
        return mistakes;
    }

    fs::path folder_;
};

using Said = std::vector<std::string>;

TEST_F(LoadFolder, TakesTheShippedFiles) {
    Diagnostics found;
    const auto tables = load_folder(shipped, found);
    for (const auto& diagnostic : found.sorted())
        ADD_FAILURE() << diagnostic.text();
    ASSERT_TRUE(tables);
    EXPECT_EQ(tables->regions.size(), built_in().regions.size());
    EXPECT_EQ(tables->policies.front().document, built_in().policies.front().document);
}

TEST_F(LoadFolder, ReplacesOnlyTheTablesThatItHolds) {
    change("durations.yaml", "typical: 9m30s", "typical: 1s");
    Diagnostics found;
    const auto tables = load_folder(folder_.string(), found);
    ASSERT_TRUE(tables) << tables.error().message;
    EXPECT_EQ(tables->typical("eks.CreateCluster"), std::chrono::seconds(1));
    EXPECT_EQ(tables->flows.size(), built_in().flows.size());
}

TEST_F(LoadFolder, NamesWhatRefersToNothing) {
    change("flows.yaml", "service: ecr.api", "service: ecr.apl");
    change("joins.yaml", "flow: node.identity", "flow: node.identty");
    change("addons.yaml", "AmazonEKS_CNI_Policy", "AmazonEKS_CNI");
    EXPECT_EQ(mistakes(),
              (Said{"addons.yaml refers-to-nothing: \"arn:{partition}:iam::aws:policy/AmazonEKS_CNI"
                    "\" is no policy",
                    "flows.yaml refers-to-nothing: \"ecr.apl\" is no service",
                    "joins.yaml refers-to-nothing: \"node.identty\" is no flow"}));
}

TEST_F(LoadFolder, NamesRowsOfTheSameName) {
    change("flows.yaml", "id: node.ec2", "id: node.dns");
    const auto said = mistakes();
    ASSERT_EQ(said.size(), 4U);  // the three joins lose their flow as well
    EXPECT_EQ(said[0], "flows.yaml same-name: \"node.dns\"");
}

TEST_F(LoadFolder, NamesUnknownFieldsFilesAndValues) {
    change("versions.yaml", "platformVersion", "platformVerion");
    change("durations.yaml", "minimum: 8m21s", "minimum: soon");
    write("flow.yaml", "flows: []\n");
    write("causes.yaml", "causes: {}\n");
    EXPECT_EQ(mistakes(),
              (Said{"causes.yaml wrong-kind: causes must be a list, found a map",
                    "durations.yaml wrong-kind: minimum must be a time such as 9m30s, found text",
                    "flow.yaml unknown-file: \"flow.yaml\"",
                    "versions.yaml missing-field: \"platformVersion\" must be given",
                    "versions.yaml unknown-field: \"platformVerion\""}));
}

TEST_F(LoadFolder, RefusesPoliciesThatAreNoJson) {
    change("policies.yaml", "\"Version\":", "\"Version\"");
    const auto said = mistakes();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_TRUE(said[0].starts_with("policies.yaml policy-document: ")) << said[0];
}

TEST_F(LoadFolder, SaysThatAFolderIsNotThere) {
    Diagnostics found;
    EXPECT_FALSE(load_folder("/nonexistent/knowledge", found));
    ASSERT_EQ(found.items().size(), 1U);
    EXPECT_EQ(found.items()[0].rule, "no-folder");
}

TEST(Compiled, KeepsDocuments) {
    Diagnostics found;
    const auto documents = read_folder(shipped, found);
    const auto text = compile(documents);
    const auto again = read_compiled(text);
    ASSERT_TRUE(again);
    EXPECT_EQ(compile(*again), text);
    EXPECT_EQ(again->size(), documents.size());
}

TEST(Compiled, RefusesWhatIsNoJson) {
    EXPECT_FALSE(read_compiled("{"));
}

}  // namespace
}  // namespace inland::knowledge
