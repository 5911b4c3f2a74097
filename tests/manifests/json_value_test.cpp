// SPDX-License-Identifier: Apache-2.0
#include "manifests/json_value.h"

#include "knowledge/reporter.h"
#include "knowledge/yaml_stream.h"

#include <gtest/gtest.h>

namespace inland::manifests {
namespace {

json::value read(std::string_view yaml) {
    Diagnostics diagnostics;
    knowledge::Reporter reporter("a.yaml", diagnostics);
    json::value value;
    knowledge::read_yaml_stream(yaml, reporter,
                                [&](const auto& document) { value = json_value(document); });
    return value;
}

TEST(JsonValue, ReadsTextWithoutQuotesAsKubernetesDoes) {
    EXPECT_EQ(read("a: yes\nb: 'yes'\nc: 1\nd: \"1\"\ne: 1.5\nf: ~\ng: 1.30.0\nh: 0.0.0.0/0\n"),
              *parse_json(R"({"a":true,"b":"yes","c":1,"d":"1","e":1.5,"f":null,"g":"1.30.0",)"
                          R"("h":"0.0.0.0/0"})"));
}

TEST(JsonValue, KeepsListsAndMaps) {
    EXPECT_EQ(read("a: [1, {b: c}]\n"), *parse_json(R"({"a":[1,{"b":"c"}]})"));
}

}  // namespace
}  // namespace inland::manifests
