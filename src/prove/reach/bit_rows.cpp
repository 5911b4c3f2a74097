// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/bit_rows.h"

namespace inland::prove {

void set_bits(BitRow row, std::size_t first, std::size_t last) {
    while (first < last) {
        const std::size_t offset = first % word_bits;
        const std::size_t count = std::min(word_bits - offset, last - first);
        const std::uint64_t ones =
            count == word_bits ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
        row[first / word_bits] |= ones << offset;
        first += count;
    }
}

/// Swaps the two squares beside the diagonal, then does so in each quarter, down to single bits.
void transpose(std::span<std::uint64_t, word_bits> square) {
    std::uint64_t low_half = 0xffff'ffffU;
    for (std::size_t width = word_bits / 2; width != 0; width /= 2, low_half ^= low_half << width)
        for (std::size_t row = 0; row < word_bits; row = ((row | width) + 1) & ~width) {
            std::uint64_t& upper = square[row];
            std::uint64_t& lower = square[row | width];
            const std::uint64_t swapped = (upper >> width ^ lower) & low_half;
            upper ^= swapped << width;
            lower ^= swapped;
        }
}

}  // namespace inland::prove
