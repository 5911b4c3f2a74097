// SPDX-License-Identifier: Apache-2.0
// Bytes written by hand after the protocol buffers encoding guide and openapiv2/OpenAPIv2.proto.
#include "emulator/cluster/api/open_api_protobuf.h"

#include <string>

#include <gtest/gtest.h>

namespace inland::emulator::cluster {
namespace {

using namespace std::string_literals;

std::string field(int number, const std::string& bytes) {
    // Fields up to 15 and texts up to 127 bytes take one byte each.
    return std::string{static_cast<char>(number * 8 + 2), static_cast<char>(bytes.size())} + bytes;
}

TEST(OpenApiProtobuf, BeginsWithItsVersionAndInfo) {
    const auto document =
        json::parse(R"({"info": {"version": "v1", "title": "K"}, "swagger": "2.0"})").as_object();
    EXPECT_EQ(open_api_protobuf(document),
              "\x0a\x03"
              "2.0"
              "\x12\x07\x0a\x01K\x12\x02v1"s);
}

TEST(OpenApiProtobuf, HoldsSchemasWithTheKindsThatTheyAreOf) {
    const auto document = json::parse(R"({"definitions": {"T": {
        "type": "object", "x-kind": ["a"],
        "properties": {"n": {"type": "array", "items": {"$ref": "#/definitions/U"}}}}}})")
                              .as_object();
    const auto reference = field(1, "#/definitions/U");
    const auto items = "\xba\x01"s + static_cast<char>(reference.size() + 2) + field(1, reference);
    const auto array = "\xb2\x01\x07"s + field(1, "array") + items;
    const auto property = field(1, field(1, "n") + field(2, array));
    const auto schema = "\xb2\x01\x08"s + field(1, "object") + "\xca\x01" +
                        static_cast<char>(property.size()) + property + "\xfa\x01" +
                        static_cast<char>(17) + field(1, "x-kind") + field(2, field(2, "[\"a\"]"));
    EXPECT_EQ(open_api_protobuf(document), field(9, field(1, field(1, "T") + field(2, schema))));
}

TEST(OpenApiProtobuf, NamesTheParametersOfAPatch) {
    const auto document = json::parse(R"({"paths": {"/p": {"patch": {"parameters":
        [{"name": "dryRun", "in": "query", "type": "string"}]}}}})")
                              .as_object();
    const auto query = field(2, "query") + field(4, "dryRun") + field(6, "string");
    const auto patch = field(8, field(1, field(2, field(3, query))));
    EXPECT_EQ(open_api_protobuf(document),
              field(8, field(2, field(1, "/p") + field(2, field(8, patch)))));
}

}  // namespace
}  // namespace inland::emulator::cluster
