// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/cluster/test_cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;

constexpr auto definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
constexpr auto shirts = "/apis/shop.example.com/v1/namespaces/default/shirts";
constexpr auto blue = "/apis/shop.example.com/v1/namespaces/default/shirts/blue";

constexpr auto definition = R"({
  "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
  "metadata": {"name": "shirts.shop.example.com"},
  "spec": {"group": "shop.example.com", "scope": "Namespaced",
    "names": {"plural": "shirts", "kind": "Shirt", "shortNames": ["sh"]},
    "versions": [
      {"name": "v1", "served": true, "storage": true,
       "subresources": {"status": {}, "scale": {"specReplicasPath": ".spec.count",
                                                "statusReplicasPath": ".status.made"}},
       "additionalPrinterColumns": [
         {"name": "Colour", "type": "string", "jsonPath": ".spec.colour"},
         {"name": "Ready", "type": "string",
          "jsonPath": ".status.conditions[?(@.type==\"Ready\")].status"}],
       "schema": {"openAPIV3Schema": {"type": "object", "properties": {
         "spec": {"type": "object", "required": ["colour"], "properties": {
           "colour": {"type": "string", "enum": ["blue", "red"]},
           "size": {"type": "string", "pattern": "^[SML]$", "default": "M"},
           "count": {"type": "integer", "minimum": 1, "maximum": 9}}},
         "status": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}}},
      {"name": "v2", "served": true, "storage": false,
       "schema": {"openAPIV3Schema": {"type": "object",
                                      "x-kubernetes-preserve-unknown-fields": true}}}]}})";

json::value body_of(const http::Response& response) {
    return parse_json(response.body).value_or(json::value{});
}

json::object shirt(json::object spec) {
    return {{"apiVersion", "shop.example.com/v1"},
            {"kind", "Shirt"},
            {"metadata", json::object{{"name", "blue"}}},
            {"spec", std::move(spec)}};
}

struct CustomResources : ::testing::Test {
    CustomResources() {
        EXPECT_EQ(cluster.send_json("POST", definitions, *parse_json(definition)).status, 201);
    }
    http::Response make(json::object spec, const std::string& query = "") {
        return cluster.send_json("POST", shirts + query, shirt(std::move(spec)));
    }

    TestCluster cluster;
};

TEST_F(CustomResources, AreServedAtOnce) {
    EXPECT_THAT(cluster.get("/apis").body, HasSubstr("shop.example.com/v1"));
    EXPECT_THAT(cluster.get("/apis/shop.example.com/v1").body, HasSubstr("shirts/scale"));
    EXPECT_THAT(cluster.get("/openapi/v3").body, HasSubstr("apis/shop.example.com/v1"));
    EXPECT_THAT(cluster.get("/openapi/v3/apis/shop.example.com/v1").body,
                HasSubstr("com.example.shop.v1.Shirt"));
    EXPECT_EQ(make({{"colour", "blue"}}).status, 201);
}

TEST_F(CustomResources, GetDefaultsAndLoseUnknownFields) {
    make({{"colour", "blue"}, {"collar", "stiff"}});
    const auto stored = body_of(cluster.get(blue));
    EXPECT_EQ(find_object(stored, "spec"), (json::object{{"colour", "blue"}, {"size", "M"}}));
    EXPECT_EQ(find_int(stored, "metadata.generation"), 1);
}

TEST_F(CustomResources, AreRefusedWithEveryMistake) {
    const auto refused = make({{"size", "XXL"}, {"count", 12}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(
        find_string(body_of(refused), "message"),
        "Shirt.shop.example.com \"blue\" is invalid: [spec.colour: Required value, spec.size: "
        "Invalid value: \"XXL\": spec.size in body should match '^[SML]$', spec.count: Invalid "
        "value: 12: spec.count in body should be less than or equal to 9]");
    EXPECT_THAT(make({{"colour", 7}}).body, HasSubstr("must be of type string: \\\"integer\\\""));
    EXPECT_THAT(make({{"colour", "green"}}).body,
                HasSubstr("Unsupported value: \\\"green\\\": supported values: \\\"blue\\\""));
    EXPECT_THAT(make({{"colour", "red"}, {"x", 1}}, "?fieldValidation=Strict").body,
                HasSubstr("unknown field \\\"spec.x\\\""));
}

TEST_F(CustomResources, KeepTheirStatusApart) {
    make({{"colour", "blue"}});
    auto changed = shirt({{"colour", "red"}});
    changed["status"] = json::object{{"made", 3}};
    EXPECT_EQ(cluster.send_json("PUT", blue + std::string("/status"), changed).status, 200);
    const auto stored = body_of(cluster.get(blue));
    EXPECT_EQ(find_string(stored, "spec.colour"), "blue");
    EXPECT_EQ(find_int(stored, "status.made"), 3);
    EXPECT_EQ(find_int(body_of(cluster.get(blue + std::string("/scale"))), "status.replicas"), 3);
}

TEST_F(CustomResources, AreScaledWhereTheirDefinitionSays) {
    make({{"colour", "blue"}, {"count", 2}});
    cluster.send_json("PATCH", blue + std::string("/scale"),
                      json::object{{"spec", json::object{{"replicas", 5}}}},
                      "application/merge-patch+json");
    EXPECT_EQ(find_int(body_of(cluster.get(blue)), "spec.count"), 5);
}

TEST_F(CustomResources, AreShownInTheirOwnColumns) {
    make({{"colour", "blue"}});
    const auto table = body_of(cluster.get(shirts, as_table));
    EXPECT_EQ(find_string(table, "columnDefinitions.1.name"), "Colour");
    EXPECT_EQ(find_string(table, "rows.0.cells.1"), "blue");
}

TEST_F(CustomResources, AreTheSameInEveryVersion) {
    make({{"colour", "blue"}});
    const auto other =
        body_of(cluster.get("/apis/shop.example.com/v2/namespaces/default/shirts/blue"));
    EXPECT_EQ(find_string(other, "apiVersion"), "shop.example.com/v2");
    EXPECT_EQ(find_string(other, "spec.colour"), "blue");
}

TEST_F(CustomResources, HaveNoStrategicMergePatch) {
    make({{"colour", "blue"}});
    EXPECT_EQ(
        cluster.send_json("PATCH", blue, json::object{}, "application/strategic-merge-patch+json")
            .status,
        415);
}

TEST_F(CustomResources, GoWithTheirDefinition) {
    make({{"colour", "blue"}});
    cluster.send(
        {.method = "DELETE", .target = definitions + std::string("/shirts.shop.example.com")});
    EXPECT_EQ(cluster.get(shirts).status, 404);
    cluster.send_json("POST", definitions, *parse_json(definition));
    EXPECT_EQ(cluster.get(blue).status, 404);
}

TEST_F(CustomResources, WaitForTheirFinalizers) {
    auto object = shirt({{"colour", "blue"}});
    object["metadata"].as_object()["finalizers"] = json::array{"example.com/wash"};
    cluster.send_json("POST", shirts, object);
    const auto marked = cluster.send({.method = "DELETE", .target = blue});
    EXPECT_NE(find(body_of(marked), "metadata.deletionTimestamp"), nullptr);
    EXPECT_EQ(cluster.get(blue).status, 200);
    cluster.send_json("PATCH", blue,
                      json::object{{"metadata", json::object{{"finalizers", nullptr}}}},
                      "application/merge-patch+json");
    EXPECT_EQ(cluster.get(blue).status, 404);
}

}  // namespace
}  // namespace inland::emulator
