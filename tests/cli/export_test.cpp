// SPDX-License-Identifier: Apache-2.0
#include "tests/support/embedded_aws.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string example_path() {
    return INLAND_SOURCE_DIR "/examples/private.yaml";
}

TEST(Export, WritesWhatTheClientsRouterMustKnowForItsOwnerAlone) {
    const EmbeddedAwsProcess aws;
    const auto early = aws.inland({"export", "vpn-config", example_path()});
    EXPECT_EQ(early.exit_code, 1);
    EXPECT_THAT(early.err, HasSubstr("inland apply"));
    const auto applied = aws.inland({"apply", example_path(), "--yes", "-v"});
    ASSERT_EQ(applied.exit_code, 0) << applied.err;

    const auto path = (aws.folder() / "router.txt").string();
    const auto written = aws.inland({"export", "vpn-config", example_path(), "--to", path, "-v"});
    ASSERT_EQ(written.exit_code, 0) << written.err;
    EXPECT_EQ(std::filesystem::status(path).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator(file), {}};
    EXPECT_THAT(text, AllOf(HasSubstr("Tunnel 1"), HasSubstr("Tunnel 2"), HasSubstr("203.0.113.10"),
                            HasSubstr("10.40.0.0/16 into the tunnel")));

    const auto start = text.find("Pre-shared key ");
    const auto key = text.substr(text.find_first_not_of(' ', start + 15), 32);
    for (const auto& said : {applied.out, applied.err, written.out, written.err})
        EXPECT_THAT(said, Not(HasSubstr(key)));
    EXPECT_THAT(aws.inland({"export", "vpn-config", example_path(), "--xml"}).out,
                AllOf(HasSubstr("<vpn_connection id="), HasSubstr(key)));
}

TEST(Export, RefusesWhatItCannotWriteYet) {
    const EmbeddedAwsProcess aws;
    for (const auto* kind : {"terraform", "cloudformation", "svg", "visio"})
        EXPECT_EQ(aws.inland({"export", kind, example_path()}).exit_code, 2) << kind;
    const auto spec = aws.write("alone.yaml", [] {
        auto text = example_spec();
        const auto start = text.find("  connect:\n");
        return text.erase(start, text.find("  # Where the cluster's images") - start);
    }());
    const auto without = aws.inland({"export", "vpn-config", spec});
    EXPECT_EQ(without.exit_code, 2);
    EXPECT_THAT(without.err, HasSubstr("connect.vpn"));
}

}  // namespace
}  // namespace inland::testing
