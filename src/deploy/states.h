// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <string>
#include <string_view>

namespace inland::deploy {

/// How a resource stands, from what AWS says of its state.
enum class Standing {
    Usable,
    Unfinished,  ///< AWS is still making or changing it
    Leaving,     ///< AWS is deleting it
    Broken,      ///< it will never work and can only be made anew
};

/// Of a state as the type's API spells it; types without states are usable when they are there.
Standing standing_of(std::string_view type, std::string_view state);

template <typename R>
std::string state_of(const R& resource) {
    if constexpr (requires { resource.state; })
        return resource.state.is_known() ? resource.state.value() : std::string();
    else
        return {};
}

}  // namespace inland::deploy
