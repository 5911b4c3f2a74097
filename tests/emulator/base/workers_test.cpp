// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/base/test_world.h"

#include <future>

#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

TEST(Workers, WorkElsewhereAndEndOnTheLoop) {
    TestWorld test;
    std::promise<std::function<void()>> posted;
    const auto workers = make_workers(
        test.world, 2, [&](std::function<void()> task) { posted.set_value(std::move(task)); });
    const auto here = std::this_thread::get_id();
    const auto snapshot = test.world.store().snapshot();
    std::size_t seen = 1;
    workers->post([&, snapshot]() -> Workers::Then {
        EXPECT_NE(std::this_thread::get_id(), here);
        const auto count = snapshot->records().size();
        return [&seen, count](World&) { seen = count; };
    });
    EXPECT_EQ(workers->pending(), 1U);
    const auto task = posted.get_future().get();
    EXPECT_EQ(seen, 1U);
    task();
    EXPECT_EQ(seen, 0U);
    EXPECT_EQ(workers->pending(), 0U);
}

TEST(Workers, WorkAtOnceWhereThereIsNoServer) {
    TestWorld test;
    bool ended = false;
    test.world.workers().post([&]() -> Workers::Then { return [&](World&) { ended = true; }; });
    EXPECT_TRUE(ended);
}

TEST(World, GivesIdsOfAwsForm) {
    TestWorld test;
    const auto id = test.world.new_id("vpc-");
    EXPECT_EQ(id.size(), 21U);
    EXPECT_NE(id, test.world.new_id("vpc-"));
}

}  // namespace
}  // namespace inland::emulator
