// SPDX-License-Identifier: Apache-2.0
#include "core/json_arena.h"

#include <algorithm>
#include <new>

#include <sys/mman.h>

namespace inland {

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20U;
constexpr std::size_t least_chunk = std::size_t{16} << 10U;
constexpr std::size_t largest_chunk = std::size_t{64} << 20U;

std::size_t whole_pages(std::size_t bytes) {
    return (bytes + huge_page - 1) / huge_page * huge_page;
}

}  // namespace

JsonArena::JsonArena(std::size_t text_bytes)
    : next_chunk_(std::clamp(text_bytes, least_chunk, largest_chunk)) {}

/// In huge pages, where the kernel has them: to map and to clear small ones, one by one as they are
/// first written to, costs as much as parsing into them.
JsonArena::Chunk JsonArena::make_chunk(std::size_t bytes) {
    if (bytes < huge_page)
        return Chunk(static_cast<std::byte*>(std::malloc(bytes)));
    Chunk chunk(static_cast<std::byte*>(std::aligned_alloc(huge_page, bytes)));
    if (chunk != nullptr)
        madvise(chunk.get(), bytes, MADV_HUGEPAGE);
    return chunk;
}

void JsonArena::add_chunk(std::size_t least) {
    const auto wanted = std::max(next_chunk_, least);
    const auto bytes = wanted < huge_page ? wanted : whole_pages(wanted);
    chunks_.push_back(make_chunk(bytes));
    if (chunks_.back() == nullptr)
        throw std::bad_alloc();
    at_ = chunks_.back().get();
    left_ = bytes;
    next_chunk_ = std::min(next_chunk_ * 2, largest_chunk);
}

void* JsonArena::do_allocate(std::size_t bytes, std::size_t alignment) {
    if (std::align(alignment, bytes, at_, left_) == nullptr) {
        add_chunk(bytes + alignment);
        std::align(alignment, bytes, at_, left_);
    }
    void* const found = at_;
    at_ = static_cast<std::byte*>(at_) + bytes;
    left_ -= bytes;
    return found;
}

}  // namespace inland
