// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/token_issuer.h"

#include "core/crypto.h"
#include "core/openssl.h"
#include "emulator/services/identifier.h"
#include "emulator/services/records.h"

#include <array>
#include <vector>

#include <fmt/format.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace inland::emulator {

namespace {

using openssl::Key;
using BigNumber = openssl::Handle<BIGNUM, BN_free>;

constexpr std::string_view key_member = "_issuer_key_pem";
constexpr unsigned key_bits = 2048;

/// The issuer's key, made when it is first needed.
Result<std::string> issuer_key(World& world, const RecordKey& cluster) {
    const auto* record = world.store().find(cluster);
    if (record == nullptr)
        return failure(ErrorKind::NotFound, "the cluster is gone");
    if (auto pem = find_string(*record, key_member))
        return *std::move(pem);
    auto pem = openssl::pem_of(Key(EVP_RSA_gen(key_bits)));
    world.store().update(cluster, [&](json::object& document) { document[key_member] = pem; });
    return pem;
}

std::string key_id(std::string_view pem) {
    return hex(sha256(pem)).substr(0, 40);
}

/// "HEADER.PAYLOAD" of "HEADER.PAYLOAD.SIGNATURE".
std::string_view signed_part(std::string_view token) {
    return token.substr(0, token.rfind('.'));
}

std::string signature_of(EVP_PKEY* key, std::string_view text) {
    const openssl::DigestContext signing(EVP_MD_CTX_new());
    EVP_DigestSignInit(signing.get(), nullptr, EVP_sha256(), nullptr, key);
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    EVP_DigestSign(signing.get(), nullptr, &size, bytes, text.size());
    std::string signature(size, '\0');
    EVP_DigestSign(signing.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes,
                   text.size());
    signature.resize(size);
    return signature;
}

std::string part(const json::object& document) {
    return base64url(json::serialize(document));
}

std::int64_t seconds_of(TimePoint time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

json::object claims_for(const json::object& cluster, const TokenSubject& subject,
                        TimePoint wall_now, std::chrono::seconds lifetime) {
    json::object kubernetes{
        {"namespace", subject.name_space},
        {"serviceaccount",
         json::object{{"name", subject.service_account},
                      {"uid", stable_id("", subject.name_space + "/" + subject.service_account)}}}};
    if (!subject.pod.empty())
        kubernetes["pod"] =
            json::object{{"name", subject.pod}, {"uid", stable_id("", subject.pod)}};
    const auto now = seconds_of(wall_now);
    return {{"aud", json::array{subject.audience}},
            {"exp", now + lifetime.count()},
            {"iat", now},
            {"iss", string_or_empty(cluster, "identity.oidc.issuer")},
            {"jti", new_uuid()},
            {"kubernetes.io", std::move(kubernetes)},
            {"nbf", now},
            {"sub", fmt::format("system:serviceaccount:{}:{}", subject.name_space,
                                subject.service_account)}};
}

/// A number of the public key as a JWK has it.
std::string number_of_key(EVP_PKEY* key, const char* name) {
    BIGNUM* raw = nullptr;
    EVP_PKEY_get_bn_param(key, name, &raw);
    const BigNumber number(raw);
    std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
    BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
    return base64url(bytes);
}

}  // namespace

Result<std::string> issue_token(World& world, const RecordKey& cluster, const TokenSubject& subject,
                                TimePoint wall_now, std::chrono::seconds lifetime) {
    const auto pem = TRY(issuer_key(world, cluster));
    const auto key = openssl::key_of_pem(pem);
    if (key == nullptr)
        return failure(ErrorKind::Internal, "the issuer's key cannot be read");
    const auto text = part({{"alg", "RS256"}, {"kid", key_id(pem)}}) + "." +
                      part(claims_for(*world.store().find(cluster), subject, wall_now, lifetime));
    return text + "." + base64url(signature_of(key.get(), text));
}

std::optional<json::object> read_claims(std::string_view token) {
    const auto first = token.find('.');
    const auto last = token.rfind('.');
    if (first == std::string_view::npos || first == last)
        return std::nullopt;
    const auto payload = decode_base64(token.substr(first + 1, last - first - 1));
    if (!payload)
        return std::nullopt;
    auto claims = parse_json(*payload);
    if (!claims || !claims->is_object())
        return std::nullopt;
    return std::move(claims->get_object());
}

const json::object* cluster_of_issuer(const World& world, std::string_view issuer) {
    for (const auto& [key, cluster] : world.store().list_everywhere(kind::cluster))
        if (string_or_empty(*cluster, "identity.oidc.issuer") == issuer)
            return cluster;
    return nullptr;
}

bool is_signed_by(const json::object& cluster, std::string_view token) {
    const auto key = openssl::key_of_pem(string_or_empty(cluster, key_member));
    const auto signature = decode_base64(token.substr(token.rfind('.') + 1));
    if (key == nullptr || !signature)
        return false;
    const auto text = signed_part(token);
    const openssl::DigestContext signing(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(signing.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(signing.get(),
                            reinterpret_cast<const unsigned char*>(signature->data()),
                            signature->size(), reinterpret_cast<const unsigned char*>(text.data()),
                            text.size()) == 1;
}

json::object discovery_document(const json::object& cluster) {
    const auto issuer = string_or_empty(cluster, "identity.oidc.issuer");
    return {{"issuer", issuer},
            {"jwks_uri", issuer + "/keys"},
            {"authorization_endpoint", "urn:kubernetes:programmatic_authorization"},
            {"response_types_supported", json::array{"id_token"}},
            {"subject_types_supported", json::array{"public"}},
            {"id_token_signing_alg_values_supported", json::array{"RS256"}},
            {"claims_supported", json::array{"sub", "iss"}}};
}

json::object key_set(World& world, const RecordKey& cluster) {
    const auto pem = issuer_key(world, cluster);
    const auto key = openssl::key_of_pem(pem.value_or(""));
    if (key == nullptr)
        return {{"keys", json::array()}};
    return {{"keys",
             json::array{json::object{{"kty", "RSA"},
                                      {"use", "sig"},
                                      {"alg", "RS256"},
                                      {"kid", key_id(*pem)},
                                      {"n", number_of_key(key.get(), OSSL_PKEY_PARAM_RSA_N)},
                                      {"e", number_of_key(key.get(), OSSL_PKEY_PARAM_RSA_E)}}}}};
}

}  // namespace inland::emulator
