// SPDX-License-Identifier: Apache-2.0
#include "topology/late_text.h"

#include "topology/references.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::topology {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::optional<std::string> endpoint_only(std::string_view /*key*/, std::string_view field) {
    return field == late_endpoint ? std::optional<std::string>("https://x") : std::nullopt;
}

TEST(LateText, FillsWhatIsKnownAndKeepsTheOtherHoles) {
    const LateText text{
        "server ${cluster/atlas.endpoint} by ${cluster/atlas.certificate_authority}"
        " and ${cluster/atlas.endpoint}."};
    EXPECT_EQ(filled(text, endpoint_only).text,
              "server https://x by ${cluster/atlas.certificate_authority} and https://x.");
}

TEST(LateText, NamesEachClusterThatItWaitsForOnce) {
    const LateText text{late_hole("cluster/atlas", late_endpoint) +
                        late_hole("cluster/atlas", late_authority) +
                        late_hole("cluster/b.c", late_endpoint)};
    EXPECT_THAT(late_keys(text), ElementsAre("cluster/atlas", "cluster/b.c"));
}

TEST(LateText, LeavesTheShellsOwnSubstitutionsAlone) {
    const LateText text{"${cluster/a/b} ${cluster/} ${NAME} ${cluster/x.arn} ${cluster/open"};
    EXPECT_THAT(late_keys(text), IsEmpty());
    EXPECT_EQ(filled(text, endpoint_only), text);
}

TEST(LateText, IsAReferenceOfTheTemplateThatHoldsIt) {
    LaunchTemplate made;
    made.user_data = LateText{late_hole("cluster/atlas", late_endpoint)};
    std::vector<std::string> found;
    for_each_reference(std::as_const(made), [&]<typename Target>(const std::string& key) {
        found.push_back(std::string(Target::type) + " " + key);
    });
    EXPECT_THAT(found, ElementsAre("cluster cluster/atlas"));
}

}  // namespace
}  // namespace inland::topology
