// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/coredns.h"

#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<ReservedZone> {
    static constexpr std::array<Column<ReservedZone>, 4> all = {
        required<&ReservedZone::zone>("zone"),
        required<&ReservedZone::below>("below"),
        required<&ReservedZone::why>("why"),
        required<&ReservedZone::source>("source"),
    };
};

void read_rules(const Node& document, Reporter& reporter, CoreDns& coredns) {
    static constexpr std::array<Column<CoreDns>, 3> top = {
        required<&CoreDns::corefile>("corefile"), required<&CoreDns::source>("source"),
        required<&CoreDns::reserved>("reserved")};
    read_fields(document, "the file", std::span<const Column<CoreDns>>(top), reporter, coredns);
}

/// Checked with the other files; the rows are read where they are used (knowledge/coredns.h).
void read_coredns(const Node& document, Reporter& reporter, Tables& /*tables*/) {
    CoreDns coredns;
    read_rules(document, reporter, coredns);
}

}  // namespace inland::knowledge
