// SPDX-License-Identifier: Apache-2.0
#include "intents/parse.h"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::intents {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string head = "apiVersion: inland.dev/v1alpha1\nkind: Intents\n";

Intents good(const std::string& text) {
    Diagnostics diagnostics;
    auto intents = parse(head + text, "intents.yaml", diagnostics);
    for (const auto& diagnostic : diagnostics.items())
        ADD_FAILURE() << diagnostic.text();
    return intents.value_or(Intents{});
}

std::vector<std::string> mistakes(const std::string& text) {
    Diagnostics diagnostics;
    EXPECT_FALSE(parse(head + text, "intents.yaml", diagnostics));
    std::vector<std::string> texts;
    for (const auto& diagnostic : diagnostics.sorted())
        texts.push_back(diagnostic.text());
    return texts;
}

TEST(Intents, NameGroupsWordsAndBlocks) {
    const auto intents = good(
        "intents:\n"
        "  - {name: a, from: [nodes, office, 10.1.0.0/16], to: internet, must: never-reach}\n"
        "groups:\n"
        "  office: {cidrs: [192.168.0.0/16], subnets: [subnet-1]}\n");
    ASSERT_EQ(intents.size(), 1U);
    const auto& from = intents[0].from.selectors;
    ASSERT_EQ(from.size(), 4U);
    EXPECT_EQ(from[0].kind, Kind::Nodes);
    EXPECT_EQ(from[0].name, "");
    EXPECT_EQ(from[1].kind, Kind::Cidr);
    EXPECT_EQ(from[2].kind, Kind::Subnet);
    EXPECT_EQ(from[2].place.line, 6);
    EXPECT_EQ(from[3].name, "10.1.0.0/16");
    EXPECT_EQ(intents[0].protocol, Protocol::Any);
}

TEST(Intents, TakePortsAndRangesAsTcpUnlessTheySayMore) {
    const auto intents = good(
        "intents:\n"
        "  - {name: a, from: nodes, to: pods, must: reach, ports: [443, 8000-8100]}\n"
        "  - {name: b, from: nodes, to: pods, must: reach, ports: 53, protocol: udp}\n");
    ASSERT_EQ(intents.size(), 2U);
    EXPECT_EQ(intents[0].protocol, Protocol::Tcp);
    EXPECT_THAT(intents[0].ports, ElementsAre(PortRange{443, 443}, PortRange{8000, 8100}));
    EXPECT_EQ(intents[1].protocol, Protocol::Udp);
}

TEST(Intents, ShowAllMistakesWithTheirPlaces) {
    const auto found = mistakes(
        "groups:\n"
        "  nodes: {cidrs: [10.0.0.0/8]}\n"
        "  mine: {cidr: [10.0.0.0/8], cidrs: [10.0.0.1/8]}\n"
        "intents:\n"
        "  - {name: a b, from: nodse, to: internet, must: reech}\n"
        "  - {name: c, from: nodes, to: internet, must: reach, ports: [70000]}\n"
        "  - {name: c, from: nodes, to: internet, must: reach}\n");
    EXPECT_THAT(
        found,
        ElementsAre(HasSubstr("intents.yaml:4:3: error: the name means something"),
                    HasSubstr("intents.yaml:5:10: error: unknown field: \"cidr\" (did you mean"),
                    HasSubstr("intents.yaml:5:38: error: this is no block"),
                    HasSubstr("intents.yaml:7:12: error: this is no name"),
                    HasSubstr("intents.yaml:7:23: error: unknown group: \"nodse\" (did you mean"),
                    HasSubstr("intents.yaml:7:50: error: unknown word: \"reech\" (did you mean"),
                    HasSubstr("intents.yaml:8:63: error: this is no port"),
                    HasSubstr("intents.yaml:9:5: error: a field is missing: \"ports\""),
                    HasSubstr("intents.yaml:9:5: error: two intents have one name")));
}

TEST(Intents, RefusePortsOfProtocolsWithoutAny) {
    EXPECT_THAT(mistakes("intents:\n  - {name: a, from: nodes, to: pods, must: never-reach, "
                         "protocol: icmp, ports: [1]}\n"),
                ElementsAre(HasSubstr("only tcp and udp have ports")));
}

TEST(Intents, OfTheExampleAreGood) {
    std::ifstream file(INLAND_SOURCE_DIR "/examples/intents.yaml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Diagnostics diagnostics;
    const auto intents = parse(text, "examples/intents.yaml", diagnostics);
    EXPECT_THAT(diagnostics.items(), IsEmpty());
    ASSERT_TRUE(intents);
    EXPECT_EQ(intents->size(), 3U);
}

}  // namespace
}  // namespace inland::intents
