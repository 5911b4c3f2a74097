// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tables.h"

namespace inland::knowledge {

/// Text in braces that names no placeholder stays as it is: policies and console lines hold JSON.
std::string expand(std::string_view text, const Placeholders& values) {
    std::string expanded;
    while (!text.empty()) {
        const auto open = text.find('{');
        expanded += text.substr(0, open);
        if (open == std::string_view::npos)
            return expanded;
        text.remove_prefix(open);
        const auto close = text.find('}');
        const auto name =
            close == std::string_view::npos ? std::string_view{} : text.substr(1, close - 1);
        const auto value = values.find(name);
        expanded += value == values.end() ? std::string_view("{") : std::string_view(value->second);
        text.remove_prefix(value == values.end() ? 1 : close + 1);
    }
    return expanded;
}

Placeholders placeholders_of(const Tables& tables, std::string_view region_name) {
    const auto* const region = tables.region(region_name);
    const auto* const partition = tables.partition_of(region_name);
    if (!region || !partition)
        return {};
    return {{"region", region->name},
            {"suffix", partition->dns_suffix},
            {"api_suffix", partition->api_suffix},
            {"account", region->registry_account},
            {"partition", partition->name}};
}

}  // namespace inland::knowledge
