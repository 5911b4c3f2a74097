// SPDX-License-Identifier: Apache-2.0
#include "topology/late_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::topology {

namespace {

constexpr std::string_view opening = "${cluster/";
constexpr std::string_view key_prefix = "cluster/";
/// EKS's longest cluster name, and what stands around it: what is longer is no hole.
constexpr std::size_t longest_hole = 150;

struct Hole {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view key;
    std::string_view field;
};

/// The next hole at or after `from`. Other "${...}" are the shell's.
std::optional<Hole> next_hole(std::string_view text, std::size_t from) {
    for (auto begin = text.find(opening, from); begin != std::string_view::npos;
         begin = text.find(opening, begin + 1)) {
        const auto inner = begin + opening.size();
        const auto close = text.substr(inner, longest_hole).find('}');
        if (close == std::string_view::npos)
            continue;
        const auto content = text.substr(inner - key_prefix.size(), close + key_prefix.size());
        const auto dot = content.rfind('.');
        if (dot == std::string_view::npos)
            continue;
        const auto field = content.substr(dot + 1);
        if (field == late_endpoint || field == late_authority)
            return Hole{begin, inner + close + 1, content.substr(0, dot), field};
    }
    return std::nullopt;
}

}  // namespace

std::string late_hole(std::string_view cluster_key, std::string_view field) {
    return fmt::format("${{{}.{}}}", cluster_key, field);
}

std::vector<std::string> late_keys(const LateText& text) {
    std::vector<std::string> keys;
    for (auto hole = next_hole(text.text, 0); hole; hole = next_hole(text.text, hole->end))
        if (std::ranges::find(keys, hole->key) == keys.end())
            keys.emplace_back(hole->key);
    return keys;
}

LateText filled(const LateText& text, const LateValue& value) {
    LateText result;
    std::size_t done = 0;
    for (auto hole = next_hole(text.text, 0); hole; hole = next_hole(text.text, hole->end)) {
        const auto known = value(hole->key, hole->field);
        result.text += text.text.substr(done, hole->begin - done);
        result.text += known ? *known : text.text.substr(hole->begin, hole->end - hole->begin);
        done = hole->end;
    }
    result.text += text.text.substr(done);
    return result;
}

}  // namespace inland::topology
