// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/pair_count.h"

#include <algorithm>
#include <array>
#include <bit>

namespace inland::prove {

namespace {

using Square = std::array<std::uint64_t, word_bits>;

/// Bit b of plane p: whether class b's number of parts has the bit p. So a sum over the classes of
/// a word is a few counts of bits.
class Weights {
  public:
    explicit Weights(std::span<const SiteClass> classes) {
        std::uint32_t greatest = 1;
        for (const SiteClass& one : classes)
            greatest = std::max(greatest, one.parts);
        count_ = static_cast<std::size_t>(std::bit_width(greatest));
        planes_ = BitRows(count_, classes.size());
        for (std::size_t number = 0; number < classes.size(); ++number)
            for (std::size_t plane = 0; plane < count_; ++plane)
                if ((classes[number].parts >> plane & 1U) != 0)
                    set_bit(planes_[plane], number);
    }

    [[nodiscard]] std::uint64_t of(std::uint64_t word, std::size_t place) const {
        std::uint64_t sum = 0;
        for (std::size_t plane = 0; plane < count_; ++plane)
            sum += static_cast<std::uint64_t>(std::popcount(word & planes_[plane][place])) << plane;
        return sum;
    }

  private:
    std::size_t count_ = 1;
    BitRows planes_;
};

/// The sources of 64 destinations' rows, turned into the destinations of 64 sources.
Square admitting_destinations(const PairRows& rows, std::size_t from_word, std::size_t to_word) {
    Square square{};
    const std::size_t first = to_word * word_bits;
    const std::size_t count = std::min(word_bits, rows.classes.size() - first);
    for (std::size_t place = 0; place < count; ++place) {
        const SiteClass& to = rows.classes[first + place];
        square[place] = rows.ingress[to.set][from_word] & rows.entering[to.subnet][from_word];
    }
    transpose(square);
    return square;
}

std::uint64_t count_square(const PairRows& rows, const Weights& weights, std::size_t from_word,
                           std::size_t to_word) {
    const Square admitting = admitting_destinations(rows, from_word, to_word);
    const std::size_t first = from_word * word_bits;
    const std::size_t count = std::min(word_bits, rows.classes.size() - first);
    std::uint64_t sum = 0;
    for (std::size_t place = 0; place < count; ++place) {
        const SiteClass& from = rows.classes[first + place];
        const std::uint64_t admitted =
            rows.egress[from.set][to_word] & rows.leaving[from.subnet][to_word] & admitting[place];
        sum += from.parts * weights.of(admitted, to_word);
    }
    return sum;
}

}  // namespace

bool PairRows::admits(std::size_t from, std::size_t to) const {
    const SiteClass& source = classes[from];
    const SiteClass& destination = classes[to];
    return has_bit(egress[source.set], to) && has_bit(leaving[source.subnet], to) &&
           has_bit(ingress[destination.set], from) && has_bit(entering[destination.subnet], from);
}

std::uint64_t PairRows::count() const {
    const Weights weights(classes);
    const std::size_t words = words_for(classes.size());
    std::uint64_t sum = 0;
    for (std::size_t from = 0; from < words; ++from)
        for (std::size_t to = 0; to < words; ++to)
            sum += count_square(*this, weights, from, to);
    for (std::size_t number = 0; number < classes.size(); ++number)
        if (admits(number, number))
            sum -= classes[number].parts;
    return sum;
}

}  // namespace inland::prove
