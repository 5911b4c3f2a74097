// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace inland {

/// Memory for the values of one document of about so many bytes: what is freed in it is not used
/// again, and goes with the arena. A json::storage_ptr to it does not own it. One thread at a time.
class JsonArena final : public json::memory_resource {
  public:
    explicit JsonArena(std::size_t text_bytes);

  protected:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override;
    void do_deallocate(void*, std::size_t, std::size_t) override {}
    [[nodiscard]] bool do_is_equal(const json::memory_resource& other) const noexcept override {
        return this == &other;
    }

  private:
    struct Free {
        void operator()(std::byte* memory) const { std::free(memory); }
    };
    using Chunk = std::unique_ptr<std::byte, Free>;

    static Chunk make_chunk(std::size_t bytes);
    void add_chunk(std::size_t least);

    std::vector<Chunk> chunks_;
    void* at_ = nullptr;
    std::size_t left_ = 0;
    std::size_t next_chunk_;
};

}  // namespace inland

/// Values in the arena need not be freed one by one.
template <>
struct boost::json::is_deallocate_trivial<inland::JsonArena> : std::true_type {};

namespace inland {

/// A large document that is read and not changed: all its values lie in one arena, and go with it
/// at once. Moves; any number of threads may read it.
class JsonDocument {
  public:
    JsonDocument(std::unique_ptr<JsonArena> arena, json::value&& root)
        : arena_(std::move(arena)), root_(std::move(root)) {}
    JsonDocument(const JsonDocument&) = delete;
    JsonDocument& operator=(const JsonDocument&) = delete;
    JsonDocument(JsonDocument&&) = default;
    JsonDocument& operator=(JsonDocument&&) = delete;
    ~JsonDocument() = default;

    [[nodiscard]] const json::value& root() const { return root_; }

  private:
    std::unique_ptr<JsonArena> arena_;
    json::value root_;  ///< goes first
};

/// Like parse_json, in less than half the time.
Result<JsonDocument> parse_json_into_arena(std::string_view text, std::size_t max_depth = 64);

}  // namespace inland
