// SPDX-License-Identifier: Apache-2.0
#include "topology/client_networks.h"

#include <sstream>

namespace inland::topology {

namespace {

constexpr std::size_t longest_tag_value = 256;

}  // namespace

std::string networks_text(const std::vector<Ipv4Prefix>& blocks) {
    std::string text;
    for (const Ipv4Prefix& block : blocks) {
        const auto next = (text.empty() ? "" : " ") + block.text();
        if (text.size() + next.size() > longest_tag_value)
            break;
        text += next;
    }
    return text;
}

std::vector<Ipv4Prefix> networks_in(std::string_view text) {
    std::vector<Ipv4Prefix> blocks;
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;)
        if (const auto block = Ipv4Prefix::parse(word))
            blocks.push_back(*block);
    return blocks;
}

}  // namespace inland::topology
