// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/tables.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

/// How the tables write the calls of flows and add-ons.
inline void read_value(const Node& node, Reporter& reporter, Signer& value) {
    static constexpr std::array<std::pair<std::string_view, Signer>, 2> words = {
        {{"caller", Signer::Caller}, {"service", Signer::Service}}};
    read_word(node, reporter, words, value);
}

template <>
struct Columns<Call> {
    static constexpr std::array<Column<Call>, 4> all = {
        required<&Call::action>("action"),
        required<&Call::resource>("resource"),
        optional<&Call::signer>("signer"),
        optional<&Call::resource_tags>("resourceTags"),
    };
};

}  // namespace inland::knowledge
