// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/prefix_list.h"

namespace inland::sources::cloudformation {

std::optional<std::vector<Ipv4Prefix>> blocks_of_list(const Reading& reading,
                                                      std::string_view key) {
    const auto* declared = reading.world.find(key);
    if (declared == nullptr || declared->type != "AWS::EC2::PrefixList")
        return std::nullopt;
    const auto entries = Reader(reading, *declared).elements("Entries");
    if (!entries)
        return std::nullopt;
    std::vector<Ipv4Prefix> blocks;
    for (const auto& entry : *entries) {
        const auto block = entry.prefix("Cidr");
        if (!block.is_known())
            return std::nullopt;
        blocks.push_back(block.value());
    }
    return blocks;
}

}  // namespace inland::sources::cloudformation
