// SPDX-License-Identifier: Apache-2.0
#include "kube/coredns_config.h"

#include <gtest/gtest.h>

namespace inland::kube {
namespace {

TEST(CorednsConfig, IsChangedInTheVersionThatWasReadAndNowhereElse) {
    const auto found = json::parse(R"({"metadata": {"name": "coredns", "resourceVersion": "7"},
                                       "data": {"Corefile": "old", "theirs.db": "zone"}})")
                           .as_object();
    EXPECT_EQ(corefile_of(found), "old");
    EXPECT_EQ(config_with_corefile(found, "new"),
              json::parse(R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata":
                  {"name": "coredns", "namespace": "kube-system", "resourceVersion": "7"},
                  "data": {"Corefile": "new"}})"));
}

TEST(CorednsConfig, MayHoldNoCorefile) {
    EXPECT_EQ(corefile_of({}), std::nullopt);
    EXPECT_EQ(corefile_of({{"data", json::object{{"Corefile", 1}}}}), std::nullopt);
}

}  // namespace
}  // namespace inland::kube
