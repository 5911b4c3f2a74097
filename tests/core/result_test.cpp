// SPDX-License-Identifier: Apache-2.0
#include "core/result.h"

#include <memory>

#include <gtest/gtest.h>

namespace inland {
namespace {

Result<int> half(int number) {
    if (number % 2 != 0)
        return failure(ErrorKind::InvalidInput, "odd", "Odd", 400);
    return number / 2;
}

Result<int> quarter(int number) {
    return TRY(half(TRY(half(number))));
}

Result<std::unique_ptr<int>> boxed(int number) {
    return std::make_unique<int>(TRY(half(number)));
}

Result<void> check_even(int number) {
    if (const auto checked = half(number); !checked)
        return std::unexpected(checked.error());
    return {};
}

Result<int> count_after_check(int number) {
    TRY_VOID(check_even(number));
    return 1;
}

TEST(Try, YieldsTheValueOrReturnsTheError) {
    EXPECT_EQ(quarter(8), 2);
    EXPECT_EQ(quarter(6).error().code, "Odd");
    EXPECT_EQ(count_after_check(2), 1);
    EXPECT_EQ(count_after_check(3).error().http_status, 400);
}

TEST(Try, MovesValuesThatCannotBeCopied) {
    auto moved = [](int number) -> Result<std::unique_ptr<int>> { return TRY(boxed(number)); };
    EXPECT_EQ(*moved(8).value(), 4);
    EXPECT_FALSE(moved(7));
}

TEST(Error, CarriesItsContext) {
    auto error = Error{ErrorKind::NotFound, "no such subnet", "InvalidSubnetID.NotFound", 400};
    EXPECT_EQ(std::move(error).with_context("reading subnet/a").message,
              "reading subnet/a: no such subnet");
}

}  // namespace
}  // namespace inland
