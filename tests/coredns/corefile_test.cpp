// SPDX-License-Identifier: Apache-2.0
#include "coredns/corefile.h"

#include "coredns/stub_domains.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::coredns {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::vector<StubDomain> corp{{"corp.example.com", {"192.168.0.53", "192.168.1.53"}}};

const std::string corp_block =
    "# inland.dev: dns.forward\ncorp.example.com:53 {\n    errors\n    cache 30\n"
    "    forward . 192.168.0.53 192.168.1.53\n}\n";

std::string text_of(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

std::string merged(const std::string& text, const std::vector<StubDomain>& domains) {
    const auto corefile = parse_corefile(text);
    EXPECT_TRUE(corefile) << corefile.error().message;
    const auto result = corefile ? with_stub_domains(*corefile, domains) : failure({}, "");
    EXPECT_TRUE(result) << result.error().message;
    return result.value_or("");
}

/// Corefiles of many shapes; those that CoreDNS would not start with begin with "bad-".
class Shapes : public ::testing::TestWithParam<fs::path> {
  protected:
    [[nodiscard]] static std::string text() { return text_of(GetParam()); }
    [[nodiscard]] static bool is_bad() {
        return GetParam().filename().string().starts_with("bad-");
    }
};

std::vector<fs::path> shapes() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(INLAND_SOURCE_DIR "/tests/coredns/shapes"))
        paths.push_back(entry.path());
    std::ranges::sort(paths);
    return paths;
}

TEST_P(Shapes, AreReadOrRefusedWithTheLine) {
    const auto corefile = parse_corefile(text());
    EXPECT_EQ(corefile.has_value(), !is_bad());
    if (!corefile) {
        EXPECT_THAT(corefile.error().message, StartsWith("line "));
    }
}

TEST_P(Shapes, KeepEveryByteThatIsNotInlands) {
    const auto before = text();
    if (is_bad())
        return;
    EXPECT_EQ(merged(before, {}), before);
    if (GetParam().stem() == "one-block-without-braces")
        return;
    const auto with_corp = merged(before, corp);
    EXPECT_THAT(with_corp, StartsWith(before));
    EXPECT_THAT(with_corp, HasSubstr(corp_block));
    EXPECT_EQ(merged(with_corp, corp), with_corp);
    const auto without = merged(with_corp, {});
    EXPECT_EQ(without, before.empty() || before.ends_with('\n') ? before : before + "\n");
}

INSTANTIATE_TEST_SUITE_P(All, Shapes, ::testing::ValuesIn(shapes()), [](const auto& shape) {
    auto name = shape.param.stem().string();
    std::ranges::replace(name, '-', '_');
    return name;
});

TEST(Corefile, HasBlocksWithTheirKeysAndDirectives) {
    const auto corefile = parse_corefile(
        "corp.example.com:53, dns://lab.example.com {\n  errors # to stdout\n"
        "  forward . 10.0.0.2 {\n    max_concurrent 1000\n  }\n}\n");
    ASSERT_TRUE(corefile) << corefile.error().message;
    ASSERT_EQ(corefile->blocks.size(), 1U);
    const auto& block = corefile->blocks.front();
    EXPECT_TRUE(block.serves("corp.example.com"));
    EXPECT_TRUE(block.serves("LAB.example.com."));
    EXPECT_FALSE(block.serves("example.com"));
    std::vector<std::string> names;
    for (const auto& directive : block.directives)
        names.push_back(directive.name());
    EXPECT_THAT(names, ElementsAre("errors", "forward"));
    EXPECT_EQ(block.directives.back().tokens.size(), 7U);
}

TEST(Corefile, ServesNoZoneOnAnotherPortOrByTls) {
    const auto corefile = parse_corefile("a.example:5353 tls://b.example {\n}\n");
    ASSERT_TRUE(corefile);
    EXPECT_FALSE(corefile->blocks.front().serves("a.example"));
    EXPECT_FALSE(corefile->blocks.front().serves("b.example"));
}

TEST(Corefile, OfMoreThanAConfigMapHoldsIsRefused) {
    EXPECT_FALSE(parse_corefile(std::string((1U << 20U) + 1, '\n')));
}

TEST(StubDomains, ChangeInTheirPlace) {
    const auto before = ". {\n    errors\n}\n" + corp_block + "lab.example.com {\n    errors\n}\n";
    const auto after = merged(before, {{"corp.example.com", {"10.9.9.9"}}});
    EXPECT_THAT(after, HasSubstr("forward . 10.9.9.9\n}\nlab.example.com {"));
    EXPECT_THAT(after, Not(HasSubstr("192.168.0.53")));
}

TEST(StubDomains, ThatSomebodyElseServesAreNotTakenFromThem) {
    const auto corefile =
        parse_corefile(".:53 {\n}\ncorp.example.com.:53 {\n  forward . 10.0.0.2\n}\n");
    ASSERT_TRUE(corefile);
    const auto result = with_stub_domains(*corefile, corp);
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, StartsWith("line 3 of the Corefile: corp.example.com"));
}

TEST(StubDomains, AMarkCopiedByHandMakesNoTwins) {
    const auto once = merged(". {\n}\n" + corp_block + corp_block, corp);
    EXPECT_EQ(once, ". {\n}\n" + corp_block);
}

}  // namespace
}  // namespace inland::coredns
