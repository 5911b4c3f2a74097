// SPDX-License-Identifier: Apache-2.0
#include "aws/ini.h"

#include <gtest/gtest.h>

namespace inland::aws {
namespace {

TEST(Ini, ReadsSectionsSettingsAndComments) {
    const auto file = parse_ini(
        "# first\n[default]\nregion = eu-central-1 ; inland\n; more\n"
        "[profile a]\nRole_Arn=arn:aws:iam::1:role/x\r\n\n");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->at("default").at("region").value, "eu-central-1");
    EXPECT_EQ(file->at("profile a").at("role_arn").value, "arn:aws:iam::1:role/x");
}

TEST(Ini, NestsIndentedSettings) {
    const auto file = parse_ini(
        "[services local]\nec2 =\n  endpoint_url = http://localhost:4566\n"
        "  other = 1\neks =\n\tendpoint_url = http://localhost:1\n");
    ASSERT_TRUE(file);
    const auto& section = file->at("services local");
    EXPECT_EQ(section.at("ec2").nested.at("endpoint_url"), "http://localhost:4566");
    EXPECT_EQ(section.at("eks").nested.at("endpoint_url"), "http://localhost:1");
}

TEST(Ini, ASecretMayHoldEverything) {
    const auto file = parse_ini("[default]\naws_secret_access_key = a=b#c;d/+\n");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->at("default").at("aws_secret_access_key").value, "a=b#c;d/+");
}

TEST(Ini, MergesEqualSections) {
    const auto file = parse_ini("[a]\nx=1\ny=1\n[b]\n[a]\ny=2\n");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->at("a").at("x").value, "1");
    EXPECT_EQ(file->at("a").at("y").value, "2");
}

TEST(Ini, ErrorsNameTheLineAndNeverItsText) {
    const auto bad = std::to_array<const char*>(
        {"[default]\nhunter2", "hunter2 = 1", "[hunter2", "[a]\nx =\n  hunter2"});
    for (const auto* text : bad) {
        const auto file = parse_ini(text);
        ASSERT_FALSE(file) << text;
        EXPECT_TRUE(file.error().message.starts_with("line ")) << file.error().message;
        EXPECT_FALSE(file.error().message.contains("hunter2"));
    }
}

}  // namespace
}  // namespace inland::aws
