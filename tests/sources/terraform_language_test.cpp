// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/block_expression.h"
#include "sources/terraform/language/block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources::terraform {
namespace {

using language::read_file;
using language::references_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

language::Block read(std::string_view text) {
    auto file = read_file(text);
    EXPECT_TRUE(file) << file.error().message;
    return file.value_or(language::Block{});
}

/// What the attribute x refers to.
std::vector<std::string> references(std::string_view expression) {
    return references_of(read("x = " + std::string(expression) + "\n").attributes["x"]);
}

TEST(TerraformLanguage, ReadsBlocksWithTheirLabels) {
    const auto file = read(R"(
      # one
      resource "aws_vpc" "main" { // two
        cidr_block = "10.0.0.0/16" /* three
        */
        timeouts {
          create = "5m"
        }
      }
    )");
    ASSERT_EQ(file.blocks.size(), 1U);
    EXPECT_EQ(file.blocks[0].type, "resource");
    EXPECT_THAT(file.blocks[0].labels, ElementsAre("aws_vpc", "main"));
    EXPECT_TRUE(file.blocks[0].attributes.contains("cidr_block"));
    EXPECT_EQ(file.blocks[0].blocks[0].type, "timeouts");
}

TEST(TerraformLanguage, NamesWhatAnExpressionRefersTo) {
    EXPECT_THAT(references("aws_vpc.main.id"), ElementsAre("aws_vpc.main.id"));
    EXPECT_THAT(references("[var.a, local.b[0].id, module.m[\"k\"].out]"),
                ElementsAre("local.b[0].id", "module.m[\"k\"].out", "var.a"));
    EXPECT_THAT(references("aws_subnet.private[each.key].id"),
                ElementsAre("aws_subnet.private", "each.key"));
    EXPECT_THAT(references("aws_subnet.private[*].id"), ElementsAre("aws_subnet.private"));
    EXPECT_THAT(references("\"${var.name}-${upper(local.kind)}\""),
                ElementsAre("local.kind", "var.name"));
}

TEST(TerraformLanguage, LeavesOutFunctionsKeysAndWhatAForBinds) {
    EXPECT_THAT(references("[for subnet in aws_subnet.all : subnet.id if subnet.id != null]"),
                ElementsAre("aws_subnet.all"));
    EXPECT_THAT(references("{ id = data.x.y.id, name = \"z\" }"), ElementsAre("data.x.y.id"));
    EXPECT_THAT(references("merge({}, tomap({ a = 1 }))"), IsEmpty());
    EXPECT_THAT(references("<<-EOT\n  hello ${var.who}\n  EOT"), ElementsAre("var.who"));
}

TEST(TerraformLanguage, SaysWhatDoesNotEnd) {
    EXPECT_THAT(read_file("x = \"abc").error().message, HasSubstr("a text"));
    EXPECT_THAT(read_file("\n/* abc").error().message, HasSubstr("line 2"));
    EXPECT_THAT(read_file("x = <<EOT\nabc").error().message, HasSubstr("a heredoc"));
    EXPECT_FALSE(read_file("resource \"a\" {"));
    EXPECT_FALSE(read_file("{}"));
    EXPECT_FALSE(read_file(std::string(100'000, '{')));
}

/// The references of ingress.AT.security_groups, told by the planned blocks.
std::optional<BlockExpression> groups_of(std::string_view resource, std::string_view planned,
                                         std::string_view at) {
    const auto file =
        read("resource \"aws_security_group\" \"x\" {\n" + std::string(resource) + "\n}\n");
    const auto values = parse_json(planned);
    return block_expression(file.blocks[0], values->as_object(),
                            "ingress." + std::string(at) + ".security_groups");
}

constexpr std::string_view planned =
    R"({"ingress": [{"from_port": 10250, "protocol": "tcp"}, {"from_port": 443, "protocol": "tcp"}]})";

TEST(TerraformBlockExpression, TellsBlocksApartByTheirConstants) {
    constexpr std::string_view two = R"(
      ingress {
        from_port       = 443
        security_groups = [aws_security_group.a.id]
      }
      ingress {
        from_port       = "10250"
        security_groups = [aws_security_group.b.id]
      })";
    EXPECT_THAT(groups_of(two, planned, "0")->references, ElementsAre("aws_security_group.b.id"));
    EXPECT_THAT(groups_of(two, planned, "1")->references, ElementsAre("aws_security_group.a.id"));
}

TEST(TerraformBlockExpression, IsNothingWhereConstantsDoNotTell) {
    constexpr std::string_view two = R"(
      ingress {
        from_port       = var.one
        security_groups = [aws_security_group.a.id]
      }
      ingress {
        from_port       = var.other
        security_groups = [aws_security_group.b.id]
      })";
    EXPECT_EQ(groups_of(two, planned, "0"), std::nullopt);
}

TEST(TerraformBlockExpression, ReadsWhatADynamicBlockIsRepeatedOver) {
    const auto found = groups_of(R"(
      dynamic "ingress" {
        for_each = aws_security_group.all
        content {
          protocol        = "tcp"
          security_groups = [ingress.value.id]
        }
      })",
                                 planned, "0");
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->is_repeated);
    EXPECT_THAT(found->references, ElementsAre("aws_security_group.all.id"));
}

TEST(TerraformBlockExpression, FindsTheMemberOfAnObject) {
    const auto file = read("x = {\n a = aws_vpc.a.id\n b = { c = aws_vpc.b.id, d = 1 }\n}\n");
    const auto& tokens = file.attributes.at("x");
    EXPECT_THAT(references_of(*member_of(tokens, "a")), ElementsAre("aws_vpc.a.id"));
    EXPECT_THAT(references_of(*member_of(*member_of(tokens, "b"), "c")),
                ElementsAre("aws_vpc.b.id"));
    EXPECT_EQ(member_of(tokens, "c"), std::nullopt);
}

}  // namespace
}  // namespace inland::sources::terraform
