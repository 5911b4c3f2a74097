// SPDX-License-Identifier: Apache-2.0
#include "core/certificates.h"

#include "core/ipv4_prefix.h"
#include "core/openssl.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace inland {

namespace {

using openssl::Key;
using Certificate = openssl::Handle<X509, X509_free>;
using BigNumber = openssl::Handle<BIGNUM, BN_free>;
using Extension = openssl::Handle<X509_EXTENSION, X509_EXTENSION_free>;
using Trust = openssl::Handle<X509_STORE, X509_STORE_free>;
using Verification = openssl::Handle<X509_STORE_CTX, X509_STORE_CTX_free>;

/// Clocks of clients that are a little late still find the certificate valid.
constexpr long backdate_seconds = -300;

struct ExtensionText {
    int nid;
    std::string text;
};

std::string pem_of(const Certificate& certificate) {
    const auto memory = openssl::new_memory();
    PEM_write_bio_X509(memory.get(), certificate.get());
    return openssl::text_in(memory);
}

Certificate certificate_of_pem(std::string_view pem) {
    const auto memory = openssl::memory_of(pem);
    return Certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
}

void set_random_serial(X509* certificate) {
    std::array<unsigned char, 16> bytes{};
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    bytes[0] &= 0x7f;
    const BigNumber number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

void set_name(X509_NAME* name, std::string_view common_name) {
    X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(common_name.data()),
                               static_cast<int>(common_name.size()), -1, 0);
}

Certificate blank_certificate(std::string_view common_name, EVP_PKEY* key, int days) {
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    set_random_serial(certificate.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), backdate_seconds);
    X509_time_adj_ex(X509_getm_notAfter(certificate.get()), days, 0, nullptr);
    X509_set_pubkey(certificate.get(), key);
    set_name(X509_get_subject_name(certificate.get()), common_name);
    return certificate;
}

/// False when OpenSSL cannot read one of the texts.
bool add_extensions(X509* certificate, X509* issuer, const std::vector<ExtensionText>& texts) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    for (const auto& [nid, text] : texts) {
        const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, text.c_str()));
        if (extension == nullptr || X509_add_ext(certificate, extension.get(), -1) != 1)
            return false;
    }
    return true;
}

bool is_address(const std::string& name) {
    return Ipv4Address::parse(name).has_value();
}

std::string alternative_names(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names)
        text +=
            fmt::format("{}{}:{}", text.empty() ? "" : ",", is_address(name) ? "IP" : "DNS", name);
    return text;
}

/// Signed by nobody else: the chain is the authority and what it signed.
bool is_signed_by(const Certificate& authority, const Certificate& shown, TimePoint at) {
    const Trust trust(X509_STORE_new());
    const Verification verification(X509_STORE_CTX_new());
    X509_STORE_add_cert(trust.get(), authority.get());
    X509_STORE_CTX_init(verification.get(), trust.get(), shown.get(), nullptr);
    X509_STORE_CTX_set_time(verification.get(), 0, std::chrono::system_clock::to_time_t(at));
    return X509_verify_cert(verification.get()) == 1;
}

bool is_named(const Certificate& certificate, const std::string& name) {
    return is_address(name)
               ? X509_check_ip_asc(certificate.get(), name.c_str(), 0) == 1
               : X509_check_host(certificate.get(), name.data(), name.size(), 0, nullptr) == 1;
}

}  // namespace

CertifiedKey make_authority(std::string_view common_name, int days) {
    const Key key(EVP_EC_gen("P-256"));
    const auto certificate = blank_certificate(common_name, key.get(), days);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    add_extensions(certificate.get(), certificate.get(),
                   {{NID_basic_constraints, "critical,CA:TRUE"},
                    {NID_key_usage, "critical,digitalSignature,keyEncipherment,keyCertSign"},
                    {NID_subject_key_identifier, "hash"},
                    {NID_subject_alt_name, fmt::format("DNS:{}", common_name)}});
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    return {pem_of(certificate), openssl::pem_of(key)};
}

Result<CertifiedKey> issue_certificate(const CertifiedKey& authority,
                                       const CertificateRequest& request) {
    const auto issuer = certificate_of_pem(authority.certificate_pem);
    const auto issuer_key = openssl::key_of_pem(authority.private_key_pem);
    if (issuer == nullptr || issuer_key == nullptr)
        return failure(ErrorKind::InvalidInput, "the certificate authority cannot be read");
    const Key key(EVP_EC_gen("P-256"));
    const auto certificate = blank_certificate(request.common_name, key.get(), request.days);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
    const bool extended =
        add_extensions(certificate.get(), issuer.get(),
                       {{NID_basic_constraints, "critical,CA:FALSE"},
                        {NID_key_usage, "critical,digitalSignature,keyEncipherment"},
                        {NID_ext_key_usage, "serverAuth"},
                        {NID_authority_key_identifier, "keyid"},
                        {NID_subject_alt_name, alternative_names(request.names)}});
    if (!extended)
        return failure(ErrorKind::InvalidInput, "a certificate cannot have these names");
    if (X509_sign(certificate.get(), issuer_key.get(), EVP_sha256()) == 0)
        return failure(ErrorKind::Internal, "the certificate authority cannot sign");
    return CertifiedKey{pem_of(certificate), openssl::pem_of(key)};
}

bool is_believed(std::string_view authority_pem, const CertifiedKey& shown,
                 std::span<const std::string> names, TimePoint at) {
    const auto authority = certificate_of_pem(authority_pem);
    const auto certificate = certificate_of_pem(shown.certificate_pem);
    const auto key = openssl::key_of_pem(shown.private_key_pem);
    return authority != nullptr && certificate != nullptr && key != nullptr &&
           X509_check_private_key(certificate.get(), key.get()) == 1 &&
           is_signed_by(authority, certificate, at) &&
           std::ranges::all_of(
               names, [&](const std::string& name) { return is_named(certificate, name); });
}

}  // namespace inland
