// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/kms/sealed_text.h"

#include "core/crypto.h"
#include "core/openssl.h"

#include <map>

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace inland::emulator {

namespace {

constexpr std::size_t id_size = 36;  // a UUID
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string key_bytes(std::string_view key_id) {
    const auto digest = hmac_sha256("inland kms", key_id);
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// The context in one order, however the client wrote it.
std::string context_text(const json::object& context) {
    std::map<std::string, std::string> sorted;
    for (const auto& [name, value] : context)
        sorted[name] = value.is_string() ? value.get_string() : json::string();
    return json::serialize(json::value_from(sorted));
}

/// Runs the cipher one way over `text` with the additional data; EVP_CipherUpdate's own results.
bool run(EVP_CIPHER_CTX* cipher, std::string_view additional, std::string_view text,
         std::string& out) {
    int size = 0;
    out.resize(text.size());
    return EVP_CipherUpdate(cipher, nullptr, &size, bytes_of(additional),
                            static_cast<int>(additional.size())) == 1 &&
           EVP_CipherUpdate(cipher, bytes_of(out), &size, bytes_of(text),
                            static_cast<int>(text.size())) == 1;
}

enum class Way { Open = 0, Seal = 1 };

openssl::CipherContext start(std::string_view key_id, std::string_view nonce, Way way) {
    openssl::CipherContext cipher(EVP_CIPHER_CTX_new());
    const auto key = key_bytes(key_id);
    EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key), bytes_of(nonce),
                      static_cast<int>(way));
    return cipher;
}

}  // namespace

std::string seal(std::string_view key_id, std::string_view text, const json::object& context) {
    std::string nonce(nonce_size, '\0');
    RAND_bytes(bytes_of(nonce), static_cast<int>(nonce.size()));
    const auto cipher = start(key_id, nonce, Way::Seal);
    std::string sealed;
    std::string tag(tag_size, '\0');
    int size = 0;
    run(cipher.get(), context_text(context), text, sealed);
    EVP_CipherFinal_ex(cipher.get(), bytes_of(tag), &size);
    EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag_size), tag.data());
    return std::string(key_id) + nonce + tag + sealed;
}

std::optional<std::string> sealing_key_of(std::string_view blob) {
    if (blob.size() < id_size + nonce_size + tag_size)
        return std::nullopt;
    const auto id = blob.substr(0, id_size);
    if (id.find_first_not_of("0123456789abcdef-") != std::string_view::npos)
        return std::nullopt;
    return std::string(id);
}

std::optional<std::string> unseal(std::string_view blob, const json::object& context) {
    const auto key_id = sealing_key_of(blob);
    if (!key_id)
        return std::nullopt;
    const auto cipher = start(*key_id, blob.substr(id_size, nonce_size), Way::Open);
    std::string tag(blob.substr(id_size + nonce_size, tag_size));
    EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag_size), tag.data());
    std::string text;
    int size = 0;
    std::string rest(tag_size, '\0');
    const auto sealed = blob.substr(id_size + nonce_size + tag_size);
    const bool sound = run(cipher.get(), context_text(context), sealed, text) &&
                       EVP_CipherFinal_ex(cipher.get(), bytes_of(rest), &size) == 1;
    return sound ? std::optional(text) : std::nullopt;
}

}  // namespace inland::emulator
