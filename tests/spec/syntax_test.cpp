// SPDX-License-Identifier: Apache-2.0
#include "spec/syntax.h"

#include <string>

#include <gtest/gtest.h>

namespace inland::spec {
namespace {

TEST(Syntax, TakesClusterNamesAsEksDoes) {
    EXPECT_TRUE(is_cluster_name("atlas_2-B"));
    EXPECT_TRUE(is_cluster_name(std::string(100, 'a')));
    for (const std::string name : {"", "-a", "_a", "a.b", "a b", "\xc3\xa4"})
        EXPECT_FALSE(is_cluster_name(name)) << name;
    EXPECT_FALSE(is_cluster_name(std::string(101, 'a')));
    EXPECT_FALSE(is_node_group_name(std::string(64, 'a')));
}

TEST(Syntax, TakesLabelsAsKubernetesDoes) {
    for (const char* key : {"a", "a.b_c-d", "example.com/role", "A1"})
        EXPECT_TRUE(is_label_key(key)) << key;
    for (const char* key : {"", "/a", "a/", "a/b/c", "-a", "a-", "Example.com/a", "a..b/c"})
        EXPECT_FALSE(is_label_key(key)) << key;
    EXPECT_TRUE(is_label_value(""));
    EXPECT_FALSE(is_label_value(std::string(64, 'a')));
}

TEST(Syntax, KnowsLabelsThatNodesMayNotSet) {
    for (const char* key : {"kubernetes.io/role", "node-role.kubernetes.io/worker", "a.k8s.io/b",
                            "eks.amazonaws.com/nodegroup"})
        EXPECT_TRUE(is_reserved_label(key)) << key;
    for (const char* key : {"role", "example.com/a", "node.kubernetes.io/a", "mykubernetes.io/a"})
        EXPECT_FALSE(is_reserved_label(key)) << key;
}

TEST(Syntax, TakesRegistriesWithoutScheme) {
    for (const char* url : {"registry.example.com", "localhost:5000", "r.example.com:443/k8s/a.b"})
        EXPECT_TRUE(is_registry_prefix(url)) << url;
    for (const char* url : {"", "https://r.example.com", "r.example.com/", "r.example.com:/a",
                            "r.example.com:99999", "r.example.com/A", "r.example.com//a"})
        EXPECT_FALSE(is_registry_prefix(url)) << url;
}

TEST(Syntax, TakesArnsApart) {
    const auto arn = parse_arn("arn:aws:iam::123456789012:role/path/name:with:colons");
    ASSERT_TRUE(arn);
    EXPECT_EQ(arn->service, "iam");
    EXPECT_EQ(arn->account, "123456789012");
    EXPECT_EQ(arn->resource, "role/path/name:with:colons");
    for (const char* text : {"", "arn", "arn:aws:iam::1", "urn:aws:iam::1:role/a", "arn::iam::1:a"})
        EXPECT_FALSE(parse_arn(text)) << text;
}

}  // namespace
}  // namespace inland::spec
