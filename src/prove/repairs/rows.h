// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/intents/inhabitants.h"
#include "prove/joins/proof.h"
#include "prove/joins/scene.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::prove {

/// Every row about a cluster and of the intents in one world, each flow or intent proven when it is
/// first asked for. Refers to the scene; one thread at a time.
class Rows {
  public:
    /// Counts in `proven` the rows that it proves.
    Rows(const Scene& scene, std::size_t& proven);

    [[nodiscard]] std::size_t sections() const { return sections_.size(); }
    /// The rows of one flow or one intent.
    const std::vector<Proof>& section(std::size_t number);
    /// The number of the section that a row belongs to; nothing when there is no such flow.
    [[nodiscard]] std::optional<std::size_t> section_of(const Verdict& verdict) const;
    /// The row of the same flow between the same two; null when there is none.
    const Proof* find(const Verdict& verdict);
    const Proof* find(std::size_t section, const Verdict& verdict);

  private:
    /// Flow, from and to.
    using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
    struct Section {
        const knowledge::Flow* flow = nullptr;    ///< of a cluster
        const intents::Intent* intent = nullptr;  ///< or this
        std::optional<std::vector<Proof>> rows = {};
        std::map<Key, const Proof*> by_key = {};
    };

    void add(std::string flow, Section section);
    [[nodiscard]] std::vector<Proof> prove(const Section& section);

    const Scene& scene_;
    std::size_t& proven_;
    std::vector<Section> sections_;
    std::map<std::string, std::size_t, std::less<>> numbers_;  ///< of sections, by flow
    std::optional<Inhabitants> inhabitants_;
};

}  // namespace inland::prove
