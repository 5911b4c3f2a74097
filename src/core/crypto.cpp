// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace inland {

namespace {

constexpr std::string_view standard_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view url_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string encode_base64(std::string_view bytes, std::string_view alphabet) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t bits = 0;
    unsigned pending = 0;
    for (const char byte : bytes) {
        bits = bits << 8U | static_cast<unsigned char>(byte);
        for (pending += 8; pending >= 6; pending -= 6)
            out += alphabet[bits >> (pending - 6) & 63U];
    }
    if (pending > 0)
        out += alphabet[bits << (6 - pending) & 63U];
    return out;
}

/// The value of one base64 digit of either alphabet.
std::optional<std::uint32_t> base64_digit(char digit) {
    auto value = standard_alphabet.find(digit);
    if (value == standard_alphabet.npos)
        value = url_alphabet.find(digit);
    if (value == url_alphabet.npos)
        return std::nullopt;
    return static_cast<std::uint32_t>(value);
}

}  // namespace

Sha256 sha256(std::string_view data) {
    Sha256 digest{};
    EVP_Digest(data.data(), data.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return digest;
}

Sha256 hmac_sha256(std::string_view key, std::string_view data) {
    Sha256 digest{};
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(data), data.size(),
         digest.data(), nullptr);
    return digest;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        out += digits[static_cast<unsigned char>(byte) >> 4U];
        out += digits[static_cast<unsigned char>(byte) & 15U];
    }
    return out;
}

std::string hex(const Sha256& digest) {
    return hex(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

std::string base64(std::string_view bytes) {
    auto out = encode_base64(bytes, standard_alphabet);
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

std::string base64url(std::string_view bytes) {
    return encode_base64(bytes, url_alphabet);
}

std::optional<std::string> decode_base64(std::string_view text) {
    while (text.ends_with('='))
        text.remove_suffix(1);
    std::string out;
    std::uint32_t bits = 0;
    unsigned pending = 0;
    for (const char digit : text) {
        const auto value = base64_digit(digit);
        if (!value)
            return std::nullopt;
        bits = bits << 6U | *value;
        pending += 6;
        if (pending >= 8) {
            pending -= 8;
            out += static_cast<char>(bits >> pending & 255U);
        }
    }
    if (text.size() % 4 == 1)
        return std::nullopt;
    return out;
}

std::string random_text(std::size_t count, std::string_view alphabet) {
    std::string out(count, '\0');
    RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
    for (char& character : out)
        character = alphabet[static_cast<unsigned char>(character) % alphabet.size()];
    return out;
}

bool constant_time_equal(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace inland
