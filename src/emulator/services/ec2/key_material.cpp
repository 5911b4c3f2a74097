// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/key_material.h"

#include "core/crypto.h"
#include "core/openssl.h"
#include "emulator/services/refusal.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace inland::emulator {

namespace {

constexpr std::size_t longest_key = 16384;

std::unexpected<Error> bad_format() {
    return refuse("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
}

/// Strings with a length of four bytes before them (RFC 4251, section 5).
std::optional<std::vector<std::string>> read_strings(std::string_view blob) {
    std::vector<std::string> strings;
    while (!blob.empty()) {
        if (blob.size() < 4)
            return std::nullopt;
        std::size_t length = 0;
        for (std::size_t index = 0; index < 4; ++index)
            length = (length << 8U) | static_cast<unsigned char>(blob[index]);
        blob.remove_prefix(4);
        if (length > blob.size())
            return std::nullopt;
        strings.emplace_back(blob.substr(0, length));
        blob.remove_prefix(length);
    }
    return strings;
}

/// One element of DER (X.690, section 8.1).
std::string der(unsigned char tag, const std::string& content) {
    constexpr std::size_t short_form = 128;
    std::string text(1, static_cast<char>(tag));
    if (content.size() < short_form)
        return text + static_cast<char>(content.size()) + content;
    std::string length;
    for (auto rest = content.size(); rest > 0; rest >>= 8U)
        length.insert(length.begin(), static_cast<char>(rest & 0xffU));
    return text + static_cast<char>(short_form | length.size()) + length + content;
}

/// "4f:5c:…"
std::string with_colons(std::string_view digest) {
    std::string text;
    for (const auto byte : digest)
        text += fmt::format("{}{:02x}", text.empty() ? "" : ":", static_cast<unsigned char>(byte));
    return text;
}

std::string digest_of(std::string_view bytes, const EVP_MD* kind) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind, nullptr);
    return {digest.begin(), digest.begin() + size};
}

/// EC2 User Guide: of an imported RSA key, the MD5 of its SubjectPublicKeyInfo.
std::string rsa_fingerprint(const std::string& exponent, const std::string& modulus) {
    constexpr unsigned char sequence = 0x30;
    constexpr unsigned char integer = 0x02;
    constexpr unsigned char bit_string = 0x03;
    const std::string algorithm("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00", 13);
    const auto key = der(sequence, der(integer, modulus) + der(integer, exponent));
    const auto info =
        der(sequence, der(sequence, algorithm) + der(bit_string, std::string(1, '\0') + key));
    return with_colons(digest_of(info, EVP_md5()));
}

}  // namespace

Result<KeyMaterial> read_public_key(std::string_view text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos || text.size() > longest_key)
        return bad_format();
    const auto rest = text.substr(space + 1);
    const auto blob = decode_base64(rest.substr(0, rest.find_first_of(" \r\n")));
    const auto strings = blob ? read_strings(*blob) : std::nullopt;
    if (!strings || strings->empty() || strings->front() != text.substr(0, space))
        return bad_format();
    if (strings->front() == "ssh-ed25519" && strings->size() == 2)
        return KeyMaterial{"ed25519", base64(digest_of(*blob, EVP_sha256())), ""};
    if (strings->front() == "ssh-rsa" && strings->size() == 3)
        return KeyMaterial{"rsa", rsa_fingerprint((*strings)[1], (*strings)[2]), ""};
    return bad_format();
}

Result<KeyMaterial> make_rsa_key() {
    constexpr unsigned int bits = 2048;
    const openssl::Key key(EVP_RSA_gen(bits));
    const auto text = openssl::new_memory();
    const auto bytes = openssl::new_memory();
    const bool made =
        key != nullptr &&
        PEM_write_bio_PrivateKey_traditional(text.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                             nullptr) == 1 &&
        i2d_PKCS8PrivateKey_bio(bytes.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
    if (!made)
        return refuse("InternalError", "a key could not be made");
    return KeyMaterial{"rsa", with_colons(digest_of(openssl::text_in(bytes), EVP_sha1())),
                       openssl::text_in(text)};
}

}  // namespace inland::emulator
