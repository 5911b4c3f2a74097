// SPDX-License-Identifier: Apache-2.0
#include "knowledge/readers/readers.h"
#include "knowledge/value_reader.h"

#include <array>

namespace inland::knowledge {

template <>
struct Columns<AmiPath> {
    static constexpr std::array<Column<AmiPath>, 12> all = {
        required<&AmiPath::operating_system>("operatingSystem"),
        required<&AmiPath::architecture>("architecture"),
        required<&AmiPath::ami_type>("amiType"),
        required<&AmiPath::ssm_parameter>("ssmParameter"),
        required<&AmiPath::node_volume>("nodeVolume"),
        optional<&AmiPath::last_kubernetes>("lastKubernetes"),
        required<&AmiPath::image_name>("imageName"),
        required<&AmiPath::release_version>("releaseVersion"),
        required<&AmiPath::os_image>("osImage"),
        required<&AmiPath::kernel>("kernel"),
        required<&AmiPath::container_runtime>("containerRuntime"),
        required<&AmiPath::source>("source"),
    };
};

void read_amis(const Node& document, Reporter& reporter, Tables& tables) {
    static constexpr std::array<Column<Tables>, 1> top = {required<&Tables::amis>("amis")};
    read_fields(document, "the file", std::span<const Column<Tables>>(top), reporter, tables);
}

}  // namespace inland::knowledge
