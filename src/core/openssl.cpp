// SPDX-License-Identifier: Apache-2.0
#include "core/openssl.h"

#include <new>

#include <openssl/pem.h>

namespace inland::openssl {

Memory new_memory() {
    Memory memory(BIO_new(BIO_s_mem()));
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}

Memory memory_of(std::string_view text) {
    return Memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string text_in(const Memory& memory) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(const Key& key) {
    const auto memory = new_memory();
    PEM_write_bio_PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return text_in(memory);
}

Key key_of_pem(std::string_view pem) {
    const auto memory = memory_of(pem);
    return Key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr));
}

}  // namespace inland::openssl
