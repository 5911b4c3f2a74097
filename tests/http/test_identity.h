// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/server.h"

#include <memory>
#include <string>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace inland::http {

inline std::string pem_text(BIO* bio) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
}

/// A self-signed certificate for `name` (P-256, one day), which is its own CA bundle.
inline TlsIdentity make_test_identity(const std::string& name) {
    constexpr long one_day = 24 * 60 * 60;
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -one_day);
    X509_gmtime_adj(X509_getm_notAfter(certificate), one_day);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    X509_EXTENSION* extension =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(certificate, key, EVP_sha256());

    TlsIdentity identity;
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate);
    identity.certificate_chain = pem_text(bio);
    bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
    identity.private_key = pem_text(bio);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return identity;
}

}  // namespace inland::http
