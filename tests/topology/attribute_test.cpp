// SPDX-License-Identifier: Apache-2.0
#include "topology/attribute.h"

#include <string>

#include <gtest/gtest.h>

namespace inland::topology {
namespace {

TEST(Attribute, IsAbsentUntilItIsSet) {
    const Attribute<int> attribute;
    EXPECT_TRUE(attribute.is_absent());
    EXPECT_EQ(attribute.value_or_default(7), 7);
}

TEST(Attribute, HasNoDefaultWhereItIsUnknown) {
    const auto attribute = Attribute<bool>::unknown();
    EXPECT_TRUE(attribute.is_unknown());
    EXPECT_EQ(attribute.value_or_default(true), std::nullopt);
}

TEST(Attribute, PrefersItsValueToTheDefault) {
    const Attribute<std::string> attribute("public");
    EXPECT_EQ(attribute.value_or_default("private"), "public");
}

TEST(Attribute, ComparesWhatIsSaidAndNotWhere) {
    const Attribute<int> one(1, Place{"a.yaml", 1, 1});
    const Attribute<int> same(1, Place{"b.yaml", 9, 9});
    EXPECT_EQ(one, same);
    EXPECT_EQ(Attribute<int>::unknown(), Attribute<int>::unknown(Place{"a.yaml", 1, 1}));
    EXPECT_NE(one, Attribute<int>());
    EXPECT_NE(Attribute<int>(), Attribute<int>::unknown());
}

}  // namespace
}  // namespace inland::topology
