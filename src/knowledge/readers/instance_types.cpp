// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<InstanceType> {
    static constexpr std::array<Column<InstanceType>, 7> all = {
        required<&InstanceType::name>("name"),
        required<&InstanceType::architecture>("architecture"),
        required<&InstanceType::vcpus>("vcpus"),
        required<&InstanceType::memory_mib>("memoryMib"),
        required<&InstanceType::max_interfaces>("maxInterfaces"),
        required<&InstanceType::addresses_per_interface>("addressesPerInterface"),
        required<&InstanceType::source>("source"),
    };
};

void read_instance_types(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {
        required<&Tables::instance_types>("instanceTypes")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
