// SPDX-License-Identifier: Apache-2.0
// What a spec names that private clusters cannot have, or only by a rule.
#include "tests/design/example.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::design {
namespace {

using testing::design_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::with;

std::vector<std::string> rules_of(const Design& design) {
    std::vector<std::string> rules;
    for (const auto& item : design.diagnostics.items())
        if (item.severity == Severity::Warning)
            rules.push_back(item.rule);
    return rules;
}

TEST(DesignRestrictions, AreNotMetByTheExample) {
    EXPECT_THAT(rules_of(design_of(testing::example_text())), IsEmpty());
}

TEST(DesignRestrictions, WarnOfAmazonLinux2AtItsPlace) {
    auto text = with("version: \"1.34\"", "version: \"1.32\"");
    text.replace(text.find("os: al2023"), 10, "os: al2   ");
    const auto made = design_of(text);
    ASSERT_THAT(rules_of(made), ElementsAre("amazon-linux-2"));
    const auto& item = made.diagnostics.items().front();
    EXPECT_EQ(item.place.file, "cluster.yaml");
    EXPECT_GT(item.place.line, 0);
    EXPECT_THAT(item.detail, HasSubstr("spec.nodeGroups.os: al2"));
    EXPECT_THAT(item.remedy, HasSubstr("os: al2023"));
}

TEST(DesignRestrictions, WarnOfAPublicApiThatNodesDoNotReach) {
    const auto public_with = [](std::string_view egress) {
        auto text = with("access: private", "access: public");
        text.insert(text.find("    zones: 3"), fmt::format("    egress: {}\n", egress));
        return rules_of(design_of(text));
    };
    EXPECT_THAT(public_with("none"), ElementsAre("public-endpoint-only"));
    EXPECT_THAT(public_with("nat"), IsEmpty());
}

}  // namespace
}  // namespace inland::design
