// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <bit>
#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inland::sources {

/// Which attributes were made unknown of all resources of a type, and which resources may have
/// changed since: of many attachments to nobody knows what, only the first looks at all resources.
class Sweeps {
  public:
    struct Sweep {
        std::size_t resources = std::numeric_limits<std::size_t>::max();  ///< that there were
        std::size_t seen = 0;  ///< of the resources that were changed
    };

    template <typename R, typename T>
    [[nodiscard]] Sweep& of(topology::Attribute<T> R::* member) {
        return sweeps_[{R::type, std::bit_cast<std::ptrdiff_t>(member)}];
    }
    /// The resource is handed out to be changed.
    void touch(std::string_view type, std::string key) { touched_[type].push_back(std::move(key)); }
    [[nodiscard]] const std::vector<std::string>& touched(std::string_view type) {
        return touched_[type];
    }

  private:
    std::map<std::pair<std::string_view, std::ptrdiff_t>, Sweep> sweeps_;
    std::map<std::string_view, std::vector<std::string>> touched_;
};

}  // namespace inland::sources
