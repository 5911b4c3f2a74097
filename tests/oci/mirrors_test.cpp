// SPDX-License-Identifier: Apache-2.0
#include "oci/mirrors.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace inland::oci {
namespace {

std::string text_of(const std::vector<MirrorFile>& files, const std::string& path) {
    const auto found = std::ranges::find(files, path, &MirrorFile::path);
    return found == files.end() ? "" : found->text;
}

TEST(Mirrors, NameTheRepositoriesWhereStagingPutsThem) {
    const auto files = mirror_files({"docker.io", "registry.k8s.io", "registry.example.com:5000"},
                                    {.registry = "registry.example.com:5000", .prefix = "team/m"});
    ASSERT_EQ(files.size(), 4U) << "the target needs no mirror";
    EXPECT_EQ(text_of(files, "certs.d/docker.io/hosts.toml"),
              "# docker.io is pulled from registry.example.com:5000\n"
              "server = \"https://registry.example.com:5000/v2/team/m/docker.io\"\n"
              "capabilities = [\"pull\", \"resolve\"]\n"
              "override_path = true\n");
    EXPECT_EQ(text_of(files, "user-data-bottlerocket.toml"),
              "[[settings.container-registry.mirrors]]\n"
              "registry = \"docker.io\"\n"
              "endpoint = [\"https://registry.example.com:5000/v2/team/m/docker.io\"]\n"
              "\n"
              "[[settings.container-registry.mirrors]]\n"
              "registry = \"registry.k8s.io\"\n"
              "endpoint = [\"https://registry.example.com:5000/v2/team/m/registry.k8s.io\"]\n");
    const auto al2023 = text_of(files, "user-data-al2023.mime");
    EXPECT_NE(al2023.find("/etc/containerd/certs.d/registry.k8s.io/hosts.toml"), std::string::npos);
    EXPECT_TRUE(al2023.starts_with("MIME-Version: 1.0\n"));
    EXPECT_TRUE(al2023.ends_with("--MIRRORS--\n"));
}

TEST(Mirrors, SpeakPlainlyToARegistryWithoutTls) {
    const auto files =
        mirror_files({"quay.io"}, {.registry = "localhost:5000", .transport = Transport::Plain});
    EXPECT_NE(files.front().text.find("server = \"http://localhost:5000/v2/quay.io\""),
              std::string::npos);
}

}  // namespace
}  // namespace inland::oci
