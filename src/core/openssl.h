// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <openssl/bio.h>
#include <openssl/evp.h>

/// What our uses of OpenSSL share: objects that are freed with their owner, and keys as PEM text.
/// Only .cpp files include this; safe for all threads as OpenSSL's own objects are.
namespace inland::openssl {

template <auto release>
struct Release {
    template <typename T>
    void operator()(T* pointer) const {
        release(pointer);
    }
};

template <typename T, auto release>
using Handle = std::unique_ptr<T, Release<release>>;

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using Memory = Handle<BIO, BIO_free>;
using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using CipherContext = Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

/// Memory that is written to.
Memory new_memory();
/// Memory that reads `text`, which must outlive it.
Memory memory_of(std::string_view text);
/// What was written to the memory.
std::string text_in(const Memory& memory);

/// A private key as PKCS #8 PEM.
std::string pem_of(const Key& key);
/// The private key of a PEM text, or nullptr.
Key key_of_pem(std::string_view pem);

}  // namespace inland::openssl
