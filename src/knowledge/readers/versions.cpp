// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<KubernetesVersion> {
    static constexpr std::array<Column<KubernetesVersion>, 7> all = {
        required<&KubernetesVersion::version>("version"),
        required<&KubernetesVersion::platform_version>("platformVersion"),
        required<&KubernetesVersion::patch>("patch"),
        required<&KubernetesVersion::standard_support_ends>("standardSupportEnds"),
        required<&KubernetesVersion::extended_support_ends>("extendedSupportEnds"),
        optional<&KubernetesVersion::is_default>("default"),
        required<&KubernetesVersion::source>("source"),
    };
};

void read_versions(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::versions>("versions")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
