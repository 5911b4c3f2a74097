// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<BalancingAttribute> {
    static constexpr std::array<Column<BalancingAttribute>, 6> all = {
        required<&BalancingAttribute::of>("of"),
        required<&BalancingAttribute::kinds>("kinds"),
        required<&BalancingAttribute::key>("key"),
        required<&BalancingAttribute::default_value>("default"),
        required<&BalancingAttribute::accepts>("accepts"),
        required<&BalancingAttribute::source>("source"),
    };
};

template <>
struct Columns<BalancingZones> {
    static constexpr std::array<Column<BalancingZones>, 4> all = {
        required<&BalancingZones::region>("region"),
        required<&BalancingZones::application>("application"),
        required<&BalancingZones::network>("network"),
        required<&BalancingZones::source>("source"),
    };
};

template <>
struct Columns<TlsPolicy> {
    static constexpr std::array<Column<TlsPolicy>, 3> all = {
        required<&TlsPolicy::name>("name"),
        required<&TlsPolicy::protocols>("protocols"),
        required<&TlsPolicy::source>("source"),
    };
};

void read_load_balancing(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 3> top = {
        required<&Tables::balancing_attributes>("attributes"),
        required<&Tables::balancing_zones>("hostedZones"),
        required<&Tables::tls_policies>("tlsPolicies")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
