// SPDX-License-Identifier: Apache-2.0
#include "oci/digest.h"

#include "core/crypto.h"
#include "core/openssl.h"

#include <algorithm>
#include <array>
#include <new>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace inland::oci {

namespace {

struct AlgorithmRow {
    std::string_view name;
    DigestAlgorithm algorithm;
    std::size_t digits;
    const EVP_MD* (*method)();
};

/// In the order of the enumeration.
constexpr std::array algorithms = std::to_array<AlgorithmRow>({
    {"sha256", DigestAlgorithm::Sha256, 64, EVP_sha256},
    {"sha512", DigestAlgorithm::Sha512, 128, EVP_sha512},
});

const AlgorithmRow& row_of(DigestAlgorithm algorithm) {
    return algorithms.at(static_cast<std::size_t>(algorithm));
}

bool is_lower_hex(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
}

/// Enough of a stranger's text to recognise it.
std::string shown(std::string_view text) {
    constexpr std::size_t longest = 140;
    std::string safe(text.substr(0, longest));
    std::ranges::replace_if(
        safe, [](char character) { return character < ' ' || character > '~'; }, '?');
    return safe;
}

openssl::DigestContext new_context() {
    openssl::DigestContext context(EVP_MD_CTX_new());
    if (context == nullptr)
        throw std::bad_alloc();
    return context;
}

}  // namespace

Result<Digest> Digest::parse(std::string_view text) {
    const auto colon = text.find(':');
    const auto* row = std::ranges::find(algorithms, text.substr(0, std::min(colon, text.size())),
                                        &AlgorithmRow::name);
    if (colon == text.npos || row == algorithms.end())
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" is not a digest: sha256: or sha512: and hexadecimal "
                                   "digits are",
                                   shown(text)));
    const auto digits = text.substr(colon + 1);
    if (digits.size() != row->digits || !std::ranges::all_of(digits, is_lower_hex))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" is not a digest: {} has {} lower-case hexadecimal "
                                   "digits",
                                   shown(text), row->name, row->digits));
    return Digest(row->algorithm, std::string(text));
}

Digest Digest::of(std::string_view bytes, DigestAlgorithm algorithm) {
    DigestStream stream(algorithm);
    stream.update(bytes);
    return stream.digest();
}

std::string_view Digest::algorithm_name() const {
    return row_of(algorithm_).name;
}

std::string_view Digest::hex() const {
    return std::string_view(text_).substr(algorithm_name().size() + 1);
}

struct DigestStream::State {
    openssl::DigestContext context = new_context();
};

DigestStream::DigestStream(DigestAlgorithm algorithm)
    : algorithm_(algorithm), state_(std::make_unique<State>()) {
    EVP_DigestInit_ex(state_->context.get(), row_of(algorithm).method(), nullptr);
}

DigestStream::DigestStream(const DigestStream& other)
    : algorithm_(other.algorithm_), size_(other.size_), state_(std::make_unique<State>()) {
    EVP_MD_CTX_copy_ex(state_->context.get(), other.state_->context.get());
}

DigestStream& DigestStream::operator=(const DigestStream& other) {
    if (this != &other)
        *this = DigestStream(other);
    return *this;
}

DigestStream::DigestStream(DigestStream&&) noexcept = default;
DigestStream& DigestStream::operator=(DigestStream&&) noexcept = default;
DigestStream::~DigestStream() = default;

void DigestStream::update(std::string_view bytes) {
    EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
    size_ += bytes.size();
}

Digest DigestStream::digest() const {
    const auto copy = new_context();
    EVP_MD_CTX_copy_ex(copy.get(), state_->context.get());
    std::array<char, EVP_MAX_MD_SIZE> hash{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(copy.get(), reinterpret_cast<unsigned char*>(hash.data()), &length);
    return {algorithm_, fmt::format("{}:{}", row_of(algorithm_).name,
                                    inland::hex(std::string_view(hash.data(), length)))};
}

}  // namespace inland::oci
