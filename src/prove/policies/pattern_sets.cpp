// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/pattern_sets.h"

#include <vector>

namespace inland::prove {

namespace {

char lower(char letter) {
    return 'A' <= letter && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_same(char one, char other, Case letters) {
    return one == other || (letters == Case::Ignored && lower(one) == lower(other));
}

/// What holds of the rests of two patterns, from their ends to their beginnings.
class Rests {
  public:
    Rests(std::string_view one, std::string_view other)
        : width_(other.size() + 1), holds_((one.size() + 1) * width_, 0) {}

    [[nodiscard]] bool at(std::size_t one, std::size_t other) const {
        return holds_[one * width_ + other] != 0;
    }
    void set(std::size_t one, std::size_t other, bool holds) {
        holds_[one * width_ + other] = holds ? 1 : 0;
    }

  private:
    std::size_t width_;
    std::vector<char> holds_;
};

/// Where the rests begin; `rest` tells of the rests behind.
struct Step {
    std::string_view one, other;
    std::size_t at_one, at_other;
    Case letters;

    [[nodiscard]] bool one_is_done() const { return at_one == one.size(); }
    [[nodiscard]] bool other_is_done() const { return at_other == other.size(); }
    [[nodiscard]] bool one_is(char letter) const { return !one_is_done() && one[at_one] == letter; }
    [[nodiscard]] bool other_is(char letter) const {
        return !other_is_done() && other[at_other] == letter;
    }
};

bool meet(const Step& step, const Rests& rests) {
    if (step.one_is('*'))
        return rests.at(step.at_one + 1, step.at_other) ||
               (!step.other_is_done() && rests.at(step.at_one, step.at_other + 1));
    if (step.other_is('*'))
        return rests.at(step.at_one, step.at_other + 1) ||
               (!step.one_is_done() && rests.at(step.at_one + 1, step.at_other));
    if (step.one_is_done() || step.other_is_done())
        return step.one_is_done() && step.other_is_done();
    const bool fits = step.one_is('?') || step.other_is('?') ||
                      is_same(step.one[step.at_one], step.other[step.at_other], step.letters);
    return fits && rests.at(step.at_one + 1, step.at_other + 1);
}

/// Of all texts of `other`, only a star of `one` takes a star.
bool includes(const Step& step, const Rests& rests) {
    if (step.one_is('*'))
        return rests.at(step.at_one + 1, step.at_other) ||
               (!step.other_is_done() && rests.at(step.at_one, step.at_other + 1));
    if (step.one_is_done() || step.other_is_done())
        return step.one_is_done() && step.other_is_done();
    if (step.other_is('*'))
        return false;
    const bool fits = step.one_is('?') ||
                      (!step.other_is('?') &&
                       is_same(step.one[step.at_one], step.other[step.at_other], step.letters));
    return fits && rests.at(step.at_one + 1, step.at_other + 1);
}

template <typename Relation>
bool relate(std::string_view one, std::string_view other, Case letters, Relation holds) {
    Rests rests(one, other);
    for (std::size_t i = one.size() + 1; i-- > 0;)
        for (std::size_t j = other.size() + 1; j-- > 0;)
            rests.set(i, j, holds(Step{one, other, i, j, letters}, rests));
    return rests.at(0, 0);
}

/// Whether all wildcards of an ARN pattern reach over colons: stars that end a segment, or those of
/// the last (pattern.h, match_resource).
bool reaches_over_colons(std::string_view pattern) {
    std::size_t colons = 0;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        colons += pattern[at] == ':' ? 1U : 0U;
        const bool ends_segment = at + 1 == pattern.size() || pattern[at + 1] == ':';
        const bool is_wild = pattern[at] == '*' || pattern[at] == '?';
        if (is_wild && colons < 5 && (pattern[at] == '?' || !ends_segment))
            return false;
    }
    return true;
}

}  // namespace

bool patterns_meet(std::string_view one, std::string_view other, Case letters) {
    return relate(one, other, letters, meet);
}

bool pattern_includes(std::string_view wide, std::string_view narrow, Case letters) {
    return relate(wide, narrow, letters, includes);
}

bool resource_includes(std::string_view wide, std::string_view narrow) {
    if (wide == "*" || wide == narrow)
        return true;
    return reaches_over_colons(wide) && pattern_includes(wide, narrow, Case::Minded);
}

}  // namespace inland::prove
