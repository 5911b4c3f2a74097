// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace inland::prove {

using BitRow = std::span<std::uint64_t>;
using ConstBitRow = std::span<const std::uint64_t>;

inline constexpr std::size_t word_bits = 64;

constexpr std::size_t words_for(std::size_t bits) {
    return (bits + word_bits - 1) / word_bits;
}

inline bool has_bit(ConstBitRow row, std::size_t bit) {
    return (row[bit / word_bits] >> (bit % word_bits) & 1U) != 0;
}

inline void set_bit(BitRow row, std::size_t bit) {
    row[bit / word_bits] |= std::uint64_t{1} << (bit % word_bits);
}

inline void clear_bit(BitRow row, std::size_t bit) {
    row[bit / word_bits] &= ~(std::uint64_t{1} << (bit % word_bits));
}

inline bool has_any(ConstBitRow row) {
    return std::ranges::any_of(row, [](std::uint64_t word) { return word != 0; });
}

/// Sets the bits first..last-1.
void set_bits(BitRow row, std::size_t first, std::size_t last);

inline void unite(BitRow into, ConstBitRow other) {
    for (std::size_t word = 0; word < into.size(); ++word)
        into[word] |= other[word];
}

inline void intersect(BitRow into, ConstBitRow other) {
    for (std::size_t word = 0; word < into.size(); ++word)
        into[word] &= other[word];
}

/// Rows of bits of one length in one piece of memory. Plain data.
class BitRows {
  public:
    BitRows() = default;
    BitRows(std::size_t rows, std::size_t bits)
        : words_(words_for(bits)), storage_(rows * words_, 0) {}

    [[nodiscard]] BitRow operator[](std::size_t row) {
        return BitRow(storage_).subspan(row * words_, words_);
    }
    [[nodiscard]] ConstBitRow operator[](std::size_t row) const {
        return ConstBitRow(storage_).subspan(row * words_, words_);
    }
    [[nodiscard]] std::size_t bytes() const { return storage_.capacity() * sizeof(std::uint64_t); }

  private:
    std::size_t words_ = 0;
    std::vector<std::uint64_t> storage_;
};

/// Mirrors a square of 64 by 64 bits at its diagonal: bit b of word w becomes bit w of word b.
void transpose(std::span<std::uint64_t, word_bits> square);

/// What is admitted at least and at most, one bit a class.
struct BoundRows {
    BoundRows() = default;
    BoundRows(std::size_t rows, std::size_t bits) : surely(rows, bits), possibly(rows, bits) {}
    BitRows surely, possibly;
    [[nodiscard]] std::size_t bytes() const { return surely.bytes() + possibly.bytes(); }
};

}  // namespace inland::prove
