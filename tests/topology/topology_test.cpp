// SPDX-License-Identifier: Apache-2.0
#include "topology/topology.h"

#include <set>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::topology {
namespace {

using ::testing::ElementsAre;

Subnet subnet(std::string key) {
    Subnet made;
    made.key = std::move(key);
    made.vpc = Reference<Vpc>{"main"};
    return made;
}

TEST(Topology, FindsWhatWasAddedByKeyAndByReference) {
    Topology topology;
    topology.add(subnet("a"));
    EXPECT_NE(topology.find<Subnet>("a"), nullptr);
    EXPECT_EQ(topology.find<Subnet>("b"), nullptr);
    EXPECT_EQ(topology.find<Vpc>("a"), nullptr);
    EXPECT_EQ(topology.find(Attribute(Reference<Subnet>{"a"})), topology.find<Subnet>("a"));
    EXPECT_EQ(topology.find(Attribute<Reference<Subnet>>::unknown()), nullptr);
}

TEST(Topology, ReplacesWhatHasTheSameKey) {
    Topology topology;
    topology.add(subnet("a"));
    Subnet other = subnet("a");
    other.id = "subnet-1";
    topology.add(other);
    EXPECT_EQ(topology.all<Subnet>().size(), 1U);
    EXPECT_EQ(topology.find<Subnet>("a")->id, "subnet-1");
}

TEST(Topology, VisitsEachResourceAfterWhatItRefersTo) {
    Topology topology;
    topology.add(subnet("a"));
    Vpc vpc;
    vpc.key = "main";
    topology.add(vpc);
    std::vector<std::string> keys;
    for_each_resource(topology, [&](const auto& resource) { keys.push_back(resource.key); });
    EXPECT_THAT(keys, ElementsAre("main", "a"));
}

TEST(Topology, NamesEveryTypeOnce) {
    std::multiset<std::string_view> types;
    for_each_type([&]<typename R>() { types.insert(R::type); });
    EXPECT_EQ(types.size(), std::set(types.begin(), types.end()).size());
}

TEST(Topology, HasATableOfDifferentFieldsForEveryType) {
    for_each_type([]<typename R>() {
        std::set<std::string_view> names;
        std::size_t count = 0;
        for_each_field<R>([&](const auto& field) {
            names.insert(field.name);
            ++count;
        });
        EXPECT_EQ(names.size(), count) << R::type;
        EXPECT_GT(count, 0U) << R::type;
    });
}

}  // namespace
}  // namespace inland::topology
