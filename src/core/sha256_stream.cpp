// SPDX-License-Identifier: Apache-2.0
#include "core/sha256_stream.h"

#include "core/openssl.h"

#include <new>

#include <openssl/evp.h>

namespace inland {

namespace {

openssl::DigestContext new_context() {
    openssl::DigestContext context(EVP_MD_CTX_new());
    if (context == nullptr)
        throw std::bad_alloc();
    return context;
}

}  // namespace

struct Sha256Stream::State {
    openssl::DigestContext context = new_context();
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
    EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr);
}
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;
Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::update(std::string_view bytes) {
    EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

Sha256 Sha256Stream::digest() const {
    const auto copy = new_context();
    EVP_MD_CTX_copy_ex(copy.get(), state_->context.get());
    Sha256 digest{};
    EVP_DigestFinal_ex(copy.get(), digest.data(), nullptr);
    return digest;
}

}  // namespace inland
