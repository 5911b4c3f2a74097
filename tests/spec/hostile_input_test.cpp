// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tables.h"
#include "spec/parse.h"
#include "spec_text.h"

#include <chrono>
#include <random>

#include <gtest/gtest.h>

/// Whatever the bytes are: an answer, soon, without a crash.
namespace inland::spec {
namespace {

Diagnostics answer_to(std::string_view text) {
    Diagnostics found;
    parse(text, "cluster.yaml", knowledge::built_in(), today(), found);
    return found;
}

std::string only_rule(std::string_view text) {
    const auto found = answer_to(text);
    EXPECT_EQ(found.items().size(), 1U);
    return found.empty() ? "" : found.items().front().rule;
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t count = 0; count < times; ++count)
        text += part;
    return text;
}

TEST(HostileInput, RefusesAnAnchorBomb) {
    std::string bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (int level = 1; level < 10; ++level) {
        const auto below = "*a" + std::to_string(level - 1);
        bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + below;
        bomb += repeated(", " + below, 8) + "]\n";
    }
    EXPECT_EQ(only_rule(bomb), "anchor");
}

TEST(HostileInput, RefusesDeepNestingOfEveryKind) {
    EXPECT_EQ(only_rule(repeated("[", 100'000)), "too-deep");
    EXPECT_EQ(only_rule(repeated("{a: ", 100'000)), "too-deep");
    EXPECT_EQ(only_rule(repeated("- ", 100'000)), "too-deep");
    std::string indented;
    for (std::size_t level = 0; level < 1000; ++level)
        indented += std::string(level, ' ') + "a:\n";
    EXPECT_EQ(only_rule(indented), "too-deep");
    EXPECT_EQ(only_rule(repeated("? ", 100'000)), "too-deep");
}

TEST(HostileInput, RefusesWhatIsNoText) {
    EXPECT_EQ(only_rule(std::string("kind: \0Cluster", 14)), "not-text");
    EXPECT_EQ(only_rule("kind: \x1b[31mCluster"), "not-text");
    EXPECT_EQ(only_rule("\xff\xfek\0i\0n\0d\0"), "not-text");
    EXPECT_EQ(only_rule("kind: \xc0\xaf"), "not-text");
    EXPECT_EQ(only_rule("kind: \xed\xa0\x80"), "not-text");
    EXPECT_EQ(only_rule("kind: \xe2\x82"), "not-text");
    const auto found = answer_to("a: b\nkind: \x7f\x80");
    EXPECT_EQ(found.items().front().place, (Place{"cluster.yaml", 2, 8}));
}

TEST(HostileInput, RefusesMoreThanAMebibyte) {
    EXPECT_EQ(only_rule(std::string(maximum_bytes + 1, 'a')), "too-large");
}

TEST(HostileInput, AnswersEmptyInput) {
    EXPECT_EQ(only_rule(""), "wrong-kind");
    EXPECT_EQ(only_rule("# only a comment\n"), "wrong-kind");
    EXPECT_EQ(only_rule("just text"), "wrong-kind");
    EXPECT_EQ(only_rule("- a list"), "wrong-kind");
}

TEST(HostileInput, StopsCountingMistakes) {
    std::string text;
    for (int field = 0; text.size() < maximum_bytes / 4; ++field)
        text += "f" + std::to_string(field) + ": x\n";
    const auto found = answer_to(text);
    EXPECT_EQ(found.items().size(), 201U);
    EXPECT_EQ(found.items().back().rule, "more-mistakes");
}

TEST(HostileInput, IsAnsweredInSeconds) {
    constexpr std::size_t bytes = maximum_bytes / 4;
    const auto as_spec = [](const std::string& field, const std::string& value) {
        return replaced(good_spec(), "  tags: {team: platform}\n", "  " + field + ": " + value);
    };
    const std::vector<std::string> texts = {
        repeated("a", bytes),
        repeated("[,", bytes / 2),
        repeated("- a\n", bytes / 4),
        repeated("\n", bytes),
        repeated("'", bytes),
        repeated("\"\\", bytes / 2),
        repeated("a: ", bytes / 3),
        "[" + repeated("a, ", bytes / 3 - 1),
        "{" + repeated("a, ", bytes / 3 - 1),
        "x: |\n" + repeated(" a\n", bytes / 3 - 4),
        as_spec("unknown", "[" + repeated("a, ", 60'000) + "]\n"),
    };
    for (const auto& text : texts) {
        const auto start = std::chrono::steady_clock::now();
        EXPECT_TRUE(answer_to(text).has_errors());
        const auto taken = std::chrono::steady_clock::now() - start;
        EXPECT_LT(taken, std::chrono::seconds(30)) << text.substr(0, 20);
    }
}

/// A random change of a good spec: a byte, a cut, a doubled or a moved piece.
std::string mutated(std::string text, std::mt19937& random) {
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    for (std::size_t changes = 1 + below(6); changes > 0 && text.size() > 2; --changes) {
        const auto at = below(text.size());
        const auto length = 1 + below(std::min<std::size_t>(40, text.size() - at));
        switch (below(5)) {
            case 0:
                text[at] = static_cast<char>(below(256));
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(below(text.size()), text.substr(at, length));
                break;
            case 3:
                text[at] = "{}[]:,-&*!|>'\"%@`#?\n "[below(21)];
                break;
            default:
                text.insert(at, std::to_string(random()));
        }
    }
    return text;
}

TEST(HostileInput, MutatedSpecsAreAnswered) {
    std::mt19937 random(20261122);
    const auto good = good_spec();
    for (int round = 0; round < 1000; ++round) {
        const auto text = mutated(good, random);
        Diagnostics found;
        const auto cluster = parse(text, "f", knowledge::built_in(), today(), found);
        ASSERT_EQ(cluster.has_value(), !found.has_errors()) << text;
        for (const auto& diagnostic : found.items())
            ASSERT_FALSE(diagnostic.text().empty());
    }
}

}  // namespace
}  // namespace inland::spec
