// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/protobuf.h"

#include <gtest/gtest.h>

namespace inland::emulator::cluster {
namespace {

std::string field(int number, std::string_view bytes) {
    std::string text(1, static_cast<char>(number << 3 | 2));
    text += static_cast<char>(bytes.size());
    return text.append(bytes);
}

std::string body(std::string_view kind, std::string_view raw) {
    using namespace std::string_literals;
    return "k8s\0"s + field(1, field(1, "v1") + field(2, kind)) + field(2, raw) + field(3, "");
}

TEST(Protobuf, ReadsAConfigMap) {
    const auto raw = field(1, field(1, "settings") + field(2, "") + field(8, "")) +
                     field(2, field(1, "colour") + field(2, "blue"));
    const auto object = read_protobuf(body("ConfigMap", raw));
    ASSERT_TRUE(object.has_value()) << object.error().message;
    EXPECT_EQ(find_string(*object, "metadata.name"), "settings");
    EXPECT_EQ(find_string(*object, "data.colour"), "blue");
    EXPECT_EQ(find_string(*object, "kind"), "ConfigMap");
    EXPECT_EQ(find(*object, "metadata.generateName"), nullptr);
}

/// As `kubectl create token` sends it.
TEST(Protobuf, ReadsATokenRequest) {
    const auto raw = field(1, field(1, "")) + field(2, field(1, "sts.amazonaws.com")) +
                     field(3, field(1, "") + field(2, ""));
    const auto object = read_protobuf(body("TokenRequest", raw));
    ASSERT_TRUE(object.has_value()) << object.error().message;
    EXPECT_EQ(find_array(*object, "spec.audiences").at(0), json::value("sts.amazonaws.com"));
}

TEST(Protobuf, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(read_protobuf(body("Widget", "")).error().http_status, 415);
    EXPECT_EQ(read_protobuf(body("ConfigMap", field(9, "news"))).error().http_status, 415);
}

TEST(Protobuf, RefusesNonsense) {
    using namespace std::string_literals;
    EXPECT_EQ(read_protobuf("").error().http_status, 400);
    EXPECT_EQ(read_protobuf("k8s\0\xff"s).error().http_status, 400);
    EXPECT_EQ(read_protobuf("k8s\0\x0a\x7f"s).error().http_status, 400);
    EXPECT_EQ(read_protobuf(body("ConfigMap", "\x0a")).error().http_status, 400);
}

}  // namespace
}  // namespace inland::emulator::cluster
