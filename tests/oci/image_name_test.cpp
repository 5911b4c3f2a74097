// SPDX-License-Identifier: Apache-2.0
#include "oci/image_name.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace inland::oci {
namespace {

const std::string sha256 = "sha256:" + std::string(64, 'a');
const std::string sha512 = "sha512:" + std::string(128, '0');

struct Row {
    std::string text, canonical, familiar;
};

TEST(ImageName, FillsInWhatDockerFillsIn) {
    const std::vector<Row> rows = {
        {"nginx", "docker.io/library/nginx:latest", "nginx"},
        {"nginx:1.27", "docker.io/library/nginx:1.27", "nginx:1.27"},
        {"library/nginx", "docker.io/library/nginx:latest", "nginx"},
        {"docker.io/nginx", "docker.io/library/nginx:latest", "nginx"},
        {"index.docker.io/nginx", "docker.io/library/nginx:latest", "nginx"},
        {"docker.io/library/nginx:1", "docker.io/library/nginx:1", "nginx:1"},
        {"grafana/grafana:11.0.0", "docker.io/grafana/grafana:11.0.0", "grafana/grafana:11.0.0"},
        {"docker.io/library/a/b", "docker.io/library/a/b:latest", "library/a/b"},
        {"docker.io/ghcr.io/a", "docker.io/ghcr.io/a:latest", "docker.io/ghcr.io/a"},
        {"docker.io/localhost/a", "docker.io/localhost/a:latest", "docker.io/localhost/a"},
        {"localhost/a", "localhost/a:latest", "localhost/a"},
        {"localhost:5000/a", "localhost:5000/a:latest", "localhost:5000/a"},
        {"localhost:5000", "docker.io/library/localhost:5000", "localhost:5000"},
        {"LOCALHOST/a", "LOCALHOST/a:latest", "LOCALHOST/a"},
        {"[::1]:5000/a:b", "[::1]:5000/a:b", "[::1]:5000/a:b"},
        {"[fd00:ec2::5]/a", "[fd00:ec2::5]/a:latest", "[fd00:ec2::5]/a"},
        {"10.0.0.1:5000/a", "10.0.0.1:5000/a:latest", "10.0.0.1:5000/a"},
        {"registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10"},
        {"quay.io/a/b/c_d__e-f--g.h", "quay.io/a/b/c_d__e-f--g.h:latest",
         "quay.io/a/b/c_d__e-f--g.h"},
        {"nginx@" + sha256, "docker.io/library/nginx@" + sha256, "nginx@" + sha256},
        {"nginx:1.27@" + sha256, "docker.io/library/nginx:1.27@" + sha256, "nginx:1.27@" + sha256},
        {"ghcr.io/a/b@" + sha512, "ghcr.io/a/b@" + sha512, "ghcr.io/a/b@" + sha512},
        {"a:" + std::string(128, 't'), "docker.io/library/a:" + std::string(128, 't'),
         "a:" + std::string(128, 't')},
        {"registry:5000/a:_T.g-1", "registry:5000/a:_T.g-1", "registry:5000/a:_T.g-1"},
    };
    for (const auto& row : rows) {
        const auto name = parse_image_name(row.text);
        ASSERT_TRUE(name) << name.error().message;
        EXPECT_EQ(name->canonical(), row.canonical) << row.text;
        EXPECT_EQ(name->familiar(), row.familiar) << row.text;
        EXPECT_EQ(parse_image_name(name->canonical())->canonical(), row.canonical);
    }
}

TEST(ImageName, KeepsItsPartsApart) {
    const auto name = parse_image_name("registry.corp.example.com:5000/k8s/app:1.2@" + sha256);
    ASSERT_TRUE(name);
    EXPECT_EQ(name->registry, "registry.corp.example.com:5000");
    EXPECT_EQ(name->repository, "k8s/app");
    EXPECT_EQ(name->tag, "1.2");
    EXPECT_EQ(name->digest, sha256);
    EXPECT_EQ(name->path(), "registry.corp.example.com:5000/k8s/app");
    EXPECT_EQ(name->reference(), sha256);
    EXPECT_EQ(parse_image_name("a:b")->reference(), "b");
    EXPECT_EQ(parse_image_name("a")->reference(), "latest");
}

struct Refused {
    std::string text, why;
};

TEST(ImageName, RefusesWhatDistributionRefuses) {
    const std::vector<Refused> rows = {
        {"", "empty"},
        {std::string(2000, 'a'), "too long"},
        {std::string(64, 'a'), "image's id"},
        {"Nginx", "lower case"},
        {"docker.io/Library/nginx", "lower case"},
        {"http://a/b", "host name"},
        {"https://registry.example.com/b", "host name"},
        {"a:", "tag"},
        {"a:b:c", "tag"},
        {"a:-x", "tag"},
        {"a:.x", "tag"},
        {"a:" + std::string(129, 't'), "tag"},
        {"a@", "digest"},
        {"a@sha256:abc", "digest"},
        {"a@sha256:" + std::string(64, 'A'), "digest"},
        {"a@sha1:" + std::string(40, 'a'), "digest"},
        {"a@sha384:" + std::string(96, 'a'), "digest"},
        {"a@" + sha256 + "@" + sha256, "digest"},
        {"a@" + sha256 + ":tag", "digest"},
        {"-a", "repository"},
        {"a-", "repository"},
        {"a..b", "repository"},
        {"a___b", "repository"},
        {"a.-b", "repository"},
        {"a//b", "repository"},
        {"a/", "repository"},
        {"/a", "repository"},
        {"a b", "repository"},
        {"a\n", "repository"},
        {"a\xc3\xa9", "repository"},
        {"-x.example.com/a", "host name"},
        {"x..example.com/a", "host name"},
        {"example.com:/a", "host name"},
        {"example.com:80a/a", "host name"},
        {std::string(260, 'h') + ".io/a", "host name"},
        {"[::1/a", "host name"},
        {"[::g]:5000/a", "host name"},
        {"[]:5000/a", "host name"},
        {"[::1]x/a", "host name"},
        {"example.com/", "repository"},
        {"example.com/" + std::string(256, 'a'), "255"},
        {"{{ .Values.image }}", "lower case"},
        {"${IMAGE}", "lower case"},
    };
    for (const auto& row : rows) {
        const auto name = parse_image_name(row.text);
        ASSERT_FALSE(name) << row.text << " became " << name->canonical();
        EXPECT_NE(name.error().message.find(row.why), std::string::npos) << name.error().message;
        EXPECT_EQ(name.error().kind, ErrorKind::InvalidInput);
    }
}

TEST(ImageName, AcceptsTheLongestRepository) {
    EXPECT_TRUE(parse_image_name("example.com/" + std::string(255, 'a')));
}

}  // namespace
}  // namespace inland::oci
