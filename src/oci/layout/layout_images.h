// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "oci/image_name.h"
#include "oci/layout/layout.h"

#include <optional>
#include <vector>

namespace inland::oci {

/// An image of a layout.
struct NamedLayoutImage {
    ImageName from;  ///< by which the layout's Origin finds it
    ImageName name;  ///< what it is called
};

/// A layout's images, without the signatures that go with them. `called` names what the layout does
/// not, or by its tag only; InvalidInput where an image has no name otherwise, where several would
/// have the same, or where the layout holds none.
Result<std::vector<NamedLayoutImage>> images_in(const Layout& layout,
                                                const std::optional<ImageName>& called);

}  // namespace inland::oci
