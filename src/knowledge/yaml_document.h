// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace inland::knowledge {

struct YamlLimits {
    std::size_t maximum_bytes = std::size_t{1} << 20U;
    int maximum_depth = 32;
    /// Of dialects with tags: the key under which a map of one entry stands for a tagged node
    /// ("!Ref x" is {Ref: x}); "" refuses the tag. nullptr: no tags.
    std::string (*key_of_tag)(std::string_view tag) = nullptr;
};

/// One YAML document as a tree, from any bytes, without ever throwing. Refused, with place: bytes
/// that are not UTF-8 text, more than the limits, duplicate keys, a second document, tags, and
/// anchors, aliases and merge keys (a few lines of which could stand for gigabytes). Nothing when
/// no tree could be made; a tree with mistakes in it is returned and the mistakes are reported.
std::optional<Node> parse_yaml(std::string_view text, Reporter& reporter, YamlLimits limits = {});

}  // namespace inland::knowledge
