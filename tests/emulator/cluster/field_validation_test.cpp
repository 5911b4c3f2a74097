// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/cluster/test_cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;

constexpr auto services = "/api/v1/namespaces/default/services";

json::object service(const json::value& port) {
    return {{"apiVersion", "v1"},
            {"kind", "Service"},
            {"metadata", json::object{{"name", "web"}}},
            {"spec", json::object{{"slector", json::object{{"app", "web"}}},
                                  {"ports", json::array{json::object{{"port", port}}}}}}};
}

std::string message_of(const http::Response& response) {
    return string_or_empty(parse_json(response.body).value_or(json::value{}), "message");
}

TEST(FieldValidation, RefusesUnknownFieldsWhenItIsStrict) {
    TestCluster cluster;
    const auto refused =
        cluster.send_json("POST", services + std::string("?fieldValidation=Strict"), service(80));
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(message_of(refused),
              "Service in version \"v1\" cannot be handled as a Service: strict decoding error: "
              "unknown field \"spec.slector\"");
}

TEST(FieldValidation, WarnsOfThemOtherwiseAndDropsThem) {
    TestCluster cluster;
    const auto made = cluster.send_json("POST", services, service(80));
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.headers.get_or_empty("Warning"), "299 - \"unknown field \\\"spec.slector\\\"\"");
    EXPECT_THAT(made.body, ::testing::Not(HasSubstr("slector")));
}

TEST(FieldValidation, IsSilentWhenAskedToBe) {
    TestCluster cluster;
    const auto made =
        cluster.send_json("POST", services + std::string("?fieldValidation=Ignore"), service(80));
    EXPECT_EQ(made.status, 201);
    EXPECT_FALSE(made.headers.get("Warning").has_value());
}

TEST(FieldValidation, SaysWhichFieldIsOfTheWrongType) {
    TestCluster cluster;
    const auto refused = cluster.send_json("POST", services, service("http"));
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(message_of(refused),
                HasSubstr("cannot unmarshal string into Go struct field ServicePort.spec.ports[0]"
                          ".port of type int32"));
}

}  // namespace
}  // namespace inland::emulator
