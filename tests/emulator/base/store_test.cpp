// SPDX-License-Identifier: Apache-2.0
#include "emulator/store.h"

#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

const Scope home{"123456789012", "eu-central-1"};

RecordKey vpc(std::string id, Scope scope = home) {
    return {std::move(scope), "ec2:vpc", std::move(id)};
}

TEST(Store, ListsARecordKindOfOneScopeById) {
    Store store;
    store.put(vpc("b"), {{"n", 2}});
    store.put(vpc("a"), {{"n", 1}});
    store.put(vpc("c", {"999999999999", "eu-central-1"}), {{"n", 3}});
    store.put({home, "ec2:vpc2", "x"}, {});
    store.put({home, "ec2:subnet", "a"}, {});
    const auto found = store.list(home, "ec2:vpc");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].first, "a");
    EXPECT_EQ(found[1].second->at("n"), 2);
}

TEST(Store, ListsARecordKindOfAllScopes) {
    Store store;
    for (const auto& account : {"1", "2"})
        for (const auto& region : {"", "eu-central-1", "eu-central-2"}) {
            store.put(vpc("a", {account, region}), {});
            store.put({{account, region}, "aaa", "a"}, {});
            store.put({{account, region}, "zzz", "a"}, {});
        }
    EXPECT_EQ(store.list_everywhere("ec2:vpc").size(), 6U);
    EXPECT_EQ(store.list_everywhere("zzz").size(), 6U);
    EXPECT_TRUE(store.list_everywhere("nothing").empty());
}

TEST(Store, NotesItsChangesInOrder) {
    Store store;
    store.put(vpc("a"), {{"n", 1}});
    EXPECT_TRUE(store.update(vpc("a"), [](json::object& document) { document["n"] = 2; }));
    EXPECT_FALSE(store.update(vpc("b"), [](json::object&) { FAIL(); }));
    EXPECT_TRUE(store.erase(vpc("a")));
    EXPECT_FALSE(store.erase(vpc("a")));
    const auto changes = store.take_changes();
    ASSERT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes[0].document->at("n"), 1);
    EXPECT_EQ(changes[1].document->at("n"), 2);
    EXPECT_FALSE(changes[2].document);
    EXPECT_FALSE(store.has_changes());
    EXPECT_EQ(store.version(), 3U);
}

TEST(Store, SnapshotsDoNotChangeAndAreMadeOncePerVersion) {
    Store store;
    store.put(vpc("a"), {{"n", 1}});
    const auto before = store.snapshot();
    EXPECT_EQ(before, store.snapshot());
    store.put(vpc("a"), {{"n", 2}});
    EXPECT_EQ(before->find(vpc("a"))->at("n"), 1);
    EXPECT_EQ(store.snapshot()->find(vpc("a"))->at("n"), 2);
}

TEST(Store, ClearNotesThatEveryRecordIsGone) {
    Store store;
    store.put(vpc("a"), {});
    store.put(vpc("b"), {});
    (void)store.take_changes();
    store.clear();
    EXPECT_TRUE(store.records().empty());
    EXPECT_EQ(store.take_changes().size(), 2U);
}

}  // namespace
}  // namespace inland::emulator
