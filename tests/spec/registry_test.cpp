// SPDX-License-Identifier: Apache-2.0
// A registry of the client's in the spec: what must be said of it, and the file that it names.
#include "core/json.h"
#include "spec/parse.h"
#include "spec/registry_address.h"
#include "spec_text.h"
#include "tests/support/temporary_folder.h"

#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::spec {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Of an authority that signs nothing ("openssl req -x509").
constexpr std::string_view certificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBezCCASGgAwIBAgIUNPrNHV8bflmBTi99hyiwTpH1sgcwCgYIKoZIzj0EAwIw\n"
    "EjEQMA4GA1UEAwwHQ29ycCBDQTAgFw0yNjExMjMxOTU0NTdaGA8yMTI2MTAzMDE5\n"
    "NTQ1N1owEjEQMA4GA1UEAwwHQ29ycCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH\n"
    "A0IABOSRPasZnT1t9UlfVdRKrpdGM5PeOusCQog/hAERtmyponnMjDSx2ywnYDoI\n"
    "XtaqvcIDKVTDkp+qk+FFh6quyrijUzBRMB0GA1UdDgQWBBSzzmRo/RYPQL18mdL0\n"
    "vI4MT6mQajAfBgNVHSMEGDAWgBSzzmRo/RYPQL18mdL0vI4MT6mQajAPBgNVHRMB\n"
    "Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDlCaPTepPmE9+wqu43+DDoDzFr\n"
    "16FcexIhA4I4axWCBgIgScQfwrY6lmoJ0t28AVXlEteQ1DoIHn7xRA73EWsrdW0=\n"
    "-----END CERTIFICATE-----\n";

std::string with_registry(const std::string& registry) {
    return replaced(good_spec(), "registry: ecr", "registry: {" + registry + "}");
}

TEST(Registry, NeedsSomebodyWhoKnowsItsName) {
    EXPECT_THAT(mistakes_in(with_registry("url: registry.corp.example.com")), IsEmpty());
    const auto text = with_registry("url: registry.lab.example.com/k8s");
    EXPECT_THAT(mistakes_in(text), ElementsAre(HasSubstr(" registry-name")));
    EXPECT_THAT(messages_about(text), HasSubstr("dns: {forward: {lab.example.com: [ADDRESS]}}"));
}

TEST(Registry, OfAmazonEcrIsKnownToItsEndpoints) {
    EXPECT_THAT(
        mistakes_in(with_registry("url: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/k8s")),
        IsEmpty());
}

TEST(Registry, MustLieInAConnectedNetwork) {
    EXPECT_THAT(mistakes_in(with_registry("url: \"192.168.7.7:5000\"")), IsEmpty());
    EXPECT_THAT(mistakes_in(with_registry("url: \"10.9.7.7:5000\"")),
                ElementsAre(HasSubstr(" registry-address")));
}

TEST(Registry, IsAskedForAtServersInAConnectedNetwork) {
    const auto text =
        replaced(with_registry("url: registry.corp.example.com"), "192.168.1.53", "10.9.1.53");
    EXPECT_THAT(mistakes_in(text), ElementsAre(HasSubstr(" forward-server")));
    EXPECT_THAT(messages_about(text), HasSubstr("10.9.1.53"));
}

TEST(Registry, MayBeAPublicOneWhereThereIsInternet) {
    const auto text = replaced(with_registry("url: registry.lab.example.com"), "    zones: 3",
                               "    zones: 3\n    egress: nat");
    EXPECT_THAT(mistakes_in(text), IsEmpty()) << messages_about(text);
}

TEST(Registry, HasAnAddressOfHostAndPort) {
    const auto address = address_of({.url = {"registry.corp.example.com:5000/k8s", {}}});
    EXPECT_EQ(address.authority, "registry.corp.example.com:5000");
    EXPECT_EQ(address.host, "registry.corp.example.com");
    EXPECT_EQ(address.port, 5000);
    EXPECT_EQ(address_of({.url = {"a.example.com/k8s", {}}}).port, 443);
    EXPECT_TRUE(address_of({.url = {"192.168.7.7", {}}}).address);
}

class CertificateFile : public ::testing::Test {
  protected:
    void write(const std::string& name, std::string_view text) const {
        std::ofstream(folder_.path() / name) << text;
    }

    std::optional<Cluster> load(std::string_view certificates) {
        write("ca.pem", certificates);
        write("cluster.yaml", with_registry("url: registry.corp.example.com, ca: ca.pem"));
        return load_file(folder_.path() / "cluster.yaml", knowledge::built_in(), today(), found_);
    }

    void expect_refused(std::string_view certificates, std::string_view words) {
        EXPECT_FALSE(load(certificates));
        ASSERT_FALSE(found_.items().empty());
        EXPECT_EQ(found_.items().back().rule, "registry-ca");
        EXPECT_GT(found_.items().back().place.line, 0);
        EXPECT_THAT(found_.items().back().detail, HasSubstr(std::string(words)));
    }

    TemporaryFolder folder_;
    Diagnostics found_;
};

TEST_F(CertificateFile, IsReadFromTheSpecsFolderWithoutWhatElseStandsThere) {
    const auto cluster =
        load("Corp CA\n" + std::string(certificate) + "more\n" + std::string(certificate));
    ASSERT_TRUE(cluster) << (found_.items().empty() ? "" : found_.items().back().text());
    EXPECT_EQ(std::get<UrlRegistry>(cluster->registry).ca_certificates,
              std::string(certificate) + std::string(certificate));
}

TEST_F(CertificateFile, IsRefusedWithAPrivateKey) {
    expect_refused(std::string(certificate) + "-----BEGIN PRIVATE KEY-----\n", "private key");
}

TEST_F(CertificateFile, IsRefusedWithoutACertificate) {
    expect_refused("not PEM", "no certificate");
    expect_refused(std::string("\0\xff binary", 9), "no certificate");
    expect_refused(std::string(20000, 'x'), "ca.pem");
}

/// "robot:wire-9Kq", as Docker writes it.
constexpr std::string_view auth = "cm9ib3Q6d2lyZS05S3E=";
constexpr std::string_view of_the_registry =
    R"({"auths": {"registry.corp.example.com": {"auth": "cm9ib3Q6d2lyZS05S3E="}}})";

class PullSecretFile : public ::testing::Test {
  protected:
    std::optional<Cluster> load(std::string_view config) {
        std::ofstream(folder_.path() / "pull.json") << config;
        std::ofstream(folder_.path() / "cluster.yaml")
            << with_registry("url: registry.corp.example.com/k8s, pullSecret: pull.json");
        return load_file(folder_.path() / "cluster.yaml", knowledge::built_in(), today(), found_);
    }

    std::string credentials(std::string_view config) {
        const auto cluster = load(config);
        return cluster ? std::get<UrlRegistry>(cluster->registry).pull_credentials.reveal()
                       : found_.items().back().text();
    }

    void expect_refused(std::string_view config, std::string_view words) {
        EXPECT_FALSE(load(config));
        ASSERT_FALSE(found_.items().empty());
        const auto& said = found_.items().back();
        EXPECT_EQ(said.rule, "registry-pull-secret");
        EXPECT_GT(said.place.line, 0);
        EXPECT_THAT(said.detail, AllOf(HasSubstr("pull.json"), HasSubstr(std::string(words))));
        EXPECT_THAT(said.text(), Not(AnyOf(HasSubstr("wire-9Kq"), HasSubstr(std::string(auth)))));
    }

    TemporaryFolder folder_;
    Diagnostics found_;
};

TEST_F(PullSecretFile, IsReadWithThatRegistrysEntryAlone) {
    const std::string_view alone = of_the_registry;
    const auto kept = json::parse(alone);
    for (const std::string_view config :
         {alone, std::string_view(R"({"auths": {"other.example.com": {"auth": "b3RoZXI6cGFzcw=="},
              "https://registry.corp.example.com/v1/": {"auth": "cm9ib3Q6d2lyZS05S3E="}}})"),
          std::string_view(R"({"credsStore": "desktop", "auths": {"registry.corp.example.com":
              {"username": "robot", "password": "wire-9Kq", "email": "a@example.com"}}})")})
        EXPECT_EQ(json::parse(credentials(config)), kept);
}

TEST_F(PullSecretFile, GivesTheEntryWhosePathLeadsFurthest) {
    EXPECT_THAT(credentials(R"({"auths": {"registry.corp.example.com": {"auth": "YTpi"},
        "registry.corp.example.com/k8s": {"auth": "cm9ib3Q6d2lyZS05S3E="},
        "registry.corp.example.com/k8s-of-others": {"auth": "YTpi"},
        "registry.corp.example.com:5000": {"auth": "YTpi"}}})"),
                AllOf(HasSubstr("registry.corp.example.com/k8s\""), HasSubstr(std::string(auth)),
                      Not(HasSubstr("YTpi"))));
}

TEST_F(PullSecretFile, IsRefusedWithoutThatRegistry) {
    expect_refused(R"({"auths": {"other.example.com": {"auth": "cm9ib3Q6d2lyZS05S3E="}}})",
                   "no entry for registry.corp.example.com");
    expect_refused(R"({"auths": ["cm9ib3Q6d2lyZS05S3E="]})", "no entry");
    expect_refused(R"("robot:wire-9Kq")", "no entry");
}

TEST_F(PullSecretFile, IsRefusedWithoutALoginThatPodsCanUse) {
    for (const auto* entry :
         {R"({})", R"({"identitytoken": "wire-9Kq"})", R"({"username": "wire-9Kq"})",
          R"({"auth": "wire-9Kq"})", R"({"auth": 7})", R"("cm9ib3Q6d2lyZS05S3E=")"})
        expect_refused(fmt::format(R"({{"auths": {{"registry.corp.example.com": {}}}}})", entry),
                       "neither \"auth\"");
}

TEST_F(PullSecretFile, IsRefusedWhereItIsNoJsonOrTooLarge) {
    expect_refused("{\"auths\":\n  wire-9Kq}", "not JSON at line 2, column 3");
    expect_refused(std::string("\0\xff binary", 9), "not JSON");
    expect_refused(std::string(1000, '['), "not JSON");
    expect_refused("", "not JSON");
    expect_refused(std::string((1U << 20U) + 1, ' '), "pull.json");
}

TEST_F(PullSecretFile, IsMissedByName) {
    std::ofstream(folder_.path() / "cluster.yaml")
        << with_registry("url: registry.corp.example.com, pullSecret: nowhere.json");
    EXPECT_FALSE(
        load_file(folder_.path() / "cluster.yaml", knowledge::built_in(), today(), found_));
    EXPECT_THAT(found_.items().back().detail, HasSubstr("nowhere.json"));
}

}  // namespace
}  // namespace inland::spec
