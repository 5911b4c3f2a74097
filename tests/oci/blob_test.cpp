// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/blob_check.h"
#include "oci/copy/byte_ring.h"
#include "oci/copy/target.h"
#include "oci/copy/transfer_meter.h"
#include "oci/registry/content_range.h"
#include "oci/registry/pace.h"
#include "oci/registry/retries.h"
#include "oci/registry/url.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::oci {
namespace {

using ::testing::HasSubstr;

Descriptor blob_of(std::string_view content) {
    return {.media_type = "", .digest = Digest::of(content), .size = content.size()};
}

TEST(BlobCheckTest, TakesTheRightBytesInAnyPieces) {
    const std::string content = "abcdefghijklmnopqrstuvwxyz";
    BlobCheck check(blob_of(content), 4);
    for (const auto& piece : {content.substr(0, 1), content.substr(1, 20), content.substr(21)})
        EXPECT_TRUE(check.add(piece));
    EXPECT_TRUE(check.finish());
    EXPECT_FALSE(check.add("more"));
}

TEST(BlobCheckTest, GoesBackToAStepAndSeesOtherBytesThere) {
    const std::string content = "abcdefghijklmnopqrstuvwxyz";
    BlobCheck check(blob_of(content), 4);
    ASSERT_TRUE(check.add(content.substr(0, 18)));
    EXPECT_EQ(check.rewind(14), 12U);
    ASSERT_TRUE(check.add(content.substr(12)));
    EXPECT_TRUE(check.finish());

    BlobCheck lied(blob_of(content), 4);
    ASSERT_TRUE(lied.add("abcdefghijklXnopqr"));
    EXPECT_EQ(lied.rewind(14), 12U);
    const auto second = lied.add(content.substr(12));
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr("other bytes"));
}

TEST(BlobCheckTest, GoesBackToTheStart) {
    BlobCheck check(blob_of("abcdefgh"), 2);
    ASSERT_TRUE(check.add("abcdefg"));
    EXPECT_EQ(check.rewind(0), 0U);
    ASSERT_TRUE(check.add("abcdefgh"));
    EXPECT_TRUE(check.finish());
}

TEST(ByteRingTest, CarriesBytesBetweenThreads) {
    ByteRing ring(64);
    std::string sent;
    for (int i = 0; i < 10'000; ++i)
        sent += static_cast<char>('a' + i % 26);
    const std::jthread putter([&](const std::stop_token& stop) {
        for (std::size_t at = 0; at < sent.size(); at += 100)
            ASSERT_TRUE(ring.put(std::string_view(sent).substr(at, 100), stop));
        ring.close({});
    });
    std::string got;
    std::array<char, 33> room{};
    for (;;) {
        const auto taken = ring.take(room, 1, {});
        ASSERT_TRUE(taken);
        if (*taken == 0)
            break;
        got.append(room.data(), *taken);
    }
    EXPECT_EQ(got, sent);
}

TEST(ByteRingTest, KeepsTheLastByteUntilAllIsWell) {
    ByteRing ring(64);
    ASSERT_TRUE(ring.put("0123456789012345678901234567890123456789", {}));
    std::array<char, 64> room{};
    EXPECT_EQ(*ring.take(room, 1, {}), 39U);
    ring.close(failure(ErrorKind::InvalidInput, "wrong"));
    EXPECT_EQ(ring.take(room, 1, {}).error().message, "wrong");
}

TEST(PaceTest, LetsABurstGoAndSpreadsTheRest) {
    Pace pace(2, 10);
    const TimePoint now{std::chrono::seconds(1000)};
    EXPECT_EQ(pace.take(now), now);
    EXPECT_EQ(pace.take(now), now);
    EXPECT_EQ(pace.take(now), now + Duration(100));
    EXPECT_EQ(pace.take(now), now + Duration(200));
    EXPECT_EQ(pace.take(now + std::chrono::seconds(10)), now + std::chrono::seconds(10));
}

TEST(RetriesTest, ReadsRetryAfter) {
    const TimePoint now = *parse_iso8601("2026-11-22T21:07:00Z");
    const auto asked = [&](std::string value) {
        return retry_after({.headers = {{"Retry-After", std::move(value)}}}, now);
    };
    EXPECT_EQ(asked("3"), Duration(3000));
    EXPECT_EQ(asked("Sun, 22 Nov 2026 21:07:59 GMT"), Duration(59'000));
    EXPECT_EQ(asked("-5"), Duration(0));
    EXPECT_EQ(asked("999999"), Duration(std::chrono::minutes(2)));
    EXPECT_FALSE(asked("soon"));
    EXPECT_FALSE(retry_after({}, now));
}

TEST(RetriesTest, CountsAnewAfterProgress) {
    ManualClock clock;
    Retries retries(clock, 3);
    const Error passing{ErrorKind::Unavailable, "gone"};
    EXPECT_TRUE(retries.wait(passing, std::nullopt, {}));
    EXPECT_TRUE(retries.wait(passing, std::nullopt, {}));
    retries.progress();
    EXPECT_TRUE(retries.wait(passing, std::nullopt, {}));
    EXPECT_TRUE(retries.wait(passing, std::nullopt, {}));
    EXPECT_FALSE(retries.wait(passing, std::nullopt, {}));
    EXPECT_FALSE(Retries(clock, 3).wait({ErrorKind::NotFound, "no"}, std::nullopt, {}));
}

TEST(ContentRangeTest, ReadsWhatUploadsHave) {
    const auto uploaded = [](std::string value) {
        return uploaded_bytes({.headers = {{"Range", std::move(value)}}});
    };
    EXPECT_EQ(uploaded("0-99"), 100U);
    EXPECT_EQ(uploaded("bytes=0-99"), 100U);
    EXPECT_EQ(uploaded("0-0"), 0U);
    EXPECT_FALSE(uploaded("5-9"));
    EXPECT_FALSE(uploaded("0--1"));
    EXPECT_FALSE(uploaded("0-99999999999999999999"));
    EXPECT_EQ(content_range_start({.headers = {{"Content-Range", "bytes 7-9/10"}}}), 7U);
}

TEST(UrlTest, ResolvesLocations) {
    const Url base{"https://r.example:5000", "/v2/a/blobs/uploads/1?x=1"};
    const auto resolved = [&](std::string_view location) {
        const auto url = resolve_location(base, location);
        return url ? url->text() : "refused";
    };
    EXPECT_EQ(resolved("/v2/b?_state=x"), "https://r.example:5000/v2/b?_state=x");
    EXPECT_EQ(resolved("https://other.example/p"), "https://other.example/p");
    EXPECT_EQ(resolved("//cdn.example/p"), "https://cdn.example/p");
    EXPECT_EQ(resolved("?y=2"), "https://r.example:5000/v2/a/blobs/uploads/1?y=2");
    EXPECT_EQ(resolved("https://other.example"), "https://other.example/");
    for (const auto* bad : {"file:///etc/passwd", "https://me:pw@x/", "https:///x", "ftp://x/",
                            "https://x/a b", "https://x\\@y/", ""})
        EXPECT_EQ(resolved(bad), "refused") << bad;
}

TEST(TargetTest, KeepsImagesOfDifferentRegistriesApart) {
    const auto target = parse_target("http://localhost:5000/platform/mirror/");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->transport, Transport::Plain);
    const auto named = [&](std::string_view image) {
        return name_in_target(*parse_image_name(image), *target).canonical();
    };
    EXPECT_EQ(named("registry.k8s.io/pause:3.10"),
              "localhost:5000/platform/mirror/registry.k8s.io/pause:3.10");
    EXPECT_EQ(named("nginx"), "localhost:5000/platform/mirror/docker.io/library/nginx:latest");
    EXPECT_EQ(named("10.0.0.1:5000/a/b:1"), "localhost:5000/platform/mirror/10.0.0.1-5000/a/b:1");
    EXPECT_EQ(named("localhost:5000/platform/mirror/a:1"), "localhost:5000/platform/mirror/a:1");
    for (const auto* bad : {"", "http://", "x y", "registry.example.com/Upper", "r.example/a//b"})
        EXPECT_FALSE(parse_target(bad)) << bad;
}

TEST(TransferMeterTest, TellsRateAndTimeLeft) {
    TransferMeter meter;
    const TimePoint start{std::chrono::seconds(1000)};
    meter.need(10'000);
    meter.move(1000, start);
    EXPECT_FALSE(meter.left(start));
    meter.move(1000, start + std::chrono::seconds(1));
    EXPECT_DOUBLE_EQ(meter.rate(start + std::chrono::seconds(2)), 1000);
    EXPECT_EQ(meter.left(start + std::chrono::seconds(2)), std::chrono::seconds(8));
    EXPECT_EQ(byte_text(1536), "1.5 KiB");
}

}  // namespace
}  // namespace inland::oci
