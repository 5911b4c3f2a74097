// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/authority.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace inland::emulator {
namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Certificate read(const std::string& pem) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    return {PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr), X509_free};
}

bool is_verified(X509* leaf, X509* authority) {
    const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(),
                                                                        X509_STORE_free);
    X509_STORE_add_cert(store.get(), authority);
    const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(
        X509_STORE_CTX_new(), X509_STORE_CTX_free);
    X509_STORE_CTX_init(context.get(), store.get(), leaf, nullptr);
    return X509_verify_cert(context.get()) == 1;
}

TEST(ClusterAuthority, SignsCertificatesForItsNames) {
    const auto authority = make_cluster_authority("atlas");
    const auto identity =
        issue_server_certificate(authority, {"A.gr7.eu-central-1.eks.amazonaws.com", "172.20.0.1"});
    ASSERT_TRUE(identity.has_value());
    const auto leaf = read(identity->certificate_chain);
    const auto root = read(authority.certificate_pem);
    EXPECT_TRUE(is_verified(leaf.get(), root.get()));
    EXPECT_EQ(X509_check_host(leaf.get(), "A.gr7.eu-central-1.eks.amazonaws.com", 0, 0, nullptr),
              1);
    EXPECT_EQ(X509_check_ip_asc(leaf.get(), "172.20.0.1", 0), 1);
    EXPECT_EQ(X509_check_host(leaf.get(), "example.com", 0, 0, nullptr), 0);
}

TEST(ClusterAuthority, IsNotAnothersAuthority) {
    const auto identity = issue_server_certificate(make_cluster_authority("a"), {"kubernetes"});
    ASSERT_TRUE(identity.has_value());
    const auto other = make_cluster_authority("b");
    EXPECT_FALSE(
        is_verified(read(identity->certificate_chain).get(), read(other.certificate_pem).get()));
}

TEST(ClusterAuthority, CannotBeReadFromNonsense) {
    EXPECT_FALSE(issue_server_certificate({"nonsense", "nonsense"}, {"a"}).has_value());
    EXPECT_FALSE(authority_of({}).has_value());
}

}  // namespace
}  // namespace inland::emulator
