// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::knowledge {

struct NamedPlace {
    std::string text;
    Position position;
};

/// The scalars at a path of keys parted by "/", where "*" stands for every entry:
/// "regions/*/partition". A path that ends in "@key" gives the entries' keys instead.
std::vector<NamedPlace> names_at(const Node& root, std::string_view path);

}  // namespace inland::knowledge
