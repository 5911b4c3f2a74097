// SPDX-License-Identifier: Apache-2.0
#include "sources/attachments.h"

#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using topology::Attribute;
using topology::InternetGateway;
using topology::Reference;
using topology::Vpc;

struct Reading {
    topology::Topology topology = {};
    Sweeps sweeps = {};
};

Reading reading_of(int gateways) {
    Reading reading;
    for (int number = 0; number < gateways; ++number) {
        InternetGateway made;
        made.key = std::to_string(number);
        reading.topology.add(made);
    }
    return reading;
}

void attach(Reading& reading, const Attribute<std::string>& key) {
    set_attached(reading, key, &InternetGateway::vpc,
                 Attribute<Reference<Vpc>>(Reference<Vpc>{"main"}));
}

bool is_unknown(Reading& reading, const std::string& key) {
    return reading.topology.all<InternetGateway>().at(key).vpc.is_unknown();
}

TEST(Attachment, ToNobodyKnowsWhatLeavesNoneSure) {
    auto reading = reading_of(2);
    attach(reading, {"0"});
    attach(reading, Attribute<std::string>::unknown());
    EXPECT_TRUE(is_unknown(reading, "0"));
    EXPECT_TRUE(is_unknown(reading, "1"));
}

TEST(Attachment, ToNobodyKnowsWhatDoubtsWhatWasAttachedSince) {
    auto reading = reading_of(2);
    attach(reading, Attribute<std::string>::unknown());
    attach(reading, {"0"});
    EXPECT_FALSE(is_unknown(reading, "0"));
    attach(reading, Attribute<std::string>::unknown());
    EXPECT_TRUE(is_unknown(reading, "0"));
}

TEST(Attachment, ToNobodyKnowsWhatDoubtsWhatWasReadSince) {
    auto reading = reading_of(1);
    attach(reading, Attribute<std::string>::unknown());
    InternetGateway made;
    made.key = "late";
    reading.topology.add(made);
    attach(reading, Attribute<std::string>::unknown());
    EXPECT_TRUE(is_unknown(reading, "late"));
}

/// Each would look at all of them else: half a thousand million.
TEST(Attachment, OfManyLooksAtEachChangeOnce) {
    constexpr int many = 30'000;
    auto reading = reading_of(many);
    for (int number = 0; number < many; ++number)
        attach(reading, number % 2 == 0 ? Attribute<std::string>::unknown()
                                        : Attribute<std::string>(std::to_string(number)));
    EXPECT_EQ(reading.sweeps.touched(InternetGateway::type).size(), many / 2U);
    EXPECT_EQ(reading.sweeps.of(&InternetGateway::vpc).seen, many / 2U - 1);
    EXPECT_TRUE(is_unknown(reading, "29997"));
    EXPECT_FALSE(is_unknown(reading, "29999"));
}

}  // namespace
}  // namespace inland::sources
