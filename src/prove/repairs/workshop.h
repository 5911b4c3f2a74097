// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/repairs/trial.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace inland::prove {

/// Where remedies are tried: a world with its rows as they are, and what was already tried in it,
/// as many rows are broken by one thing. Refers to the scene; one thread at a time.
class Workshop {
  public:
    explicit Workshop(const Scene& scene);

    [[nodiscard]] const Scene& scene() const { return scene_; }
    [[nodiscard]] Rows& rows() { return rows_; }
    /// The world changed so, made anew when that was not tried lately. Valid until the next is
    /// asked for.
    Trial& attempt(const std::vector<Remedy>& remedies);
    /// Whether the broken row holds in the world changed so, and every row that did before.
    [[nodiscard]] bool mends(const std::vector<Remedy>& remedies, const Verdict& broken);
    /// Whether as much was tried as is reasonable: counted in rows, resources and questions, so
    /// that the same world always gets as far.
    [[nodiscard]] bool is_exhausted() const { return work_ >= most_work; }
    [[nodiscard]] std::size_t work() const { return work_; }

    static constexpr std::size_t most_work = 400'000;

  private:
    /// What came of one change: a few bits, kept when the changed world is not any more.
    struct Tried {
        std::map<std::size_t, std::vector<bool>> held = {};  ///< rows of a section, as before
        std::optional<bool> keeps = {};
    };
    /// Where a row is among those before.
    struct RowPlace {
        std::size_t section = 0, row = 0;
    };

    [[nodiscard]] std::optional<RowPlace> place_of(const Verdict& verdict);

    const Scene& scene_;
    std::size_t proven_ = 0;  ///< rows as they are
    std::size_t work_ = 0;
    Rows rows_;
    std::size_t capacity_;
    std::map<std::string, std::unique_ptr<Trial>> trials_;  ///< by their steps
    std::unordered_map<std::string, Tried> tried_;          ///< by the same
};

}  // namespace inland::prove
