// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string_view>

namespace inland::oci {

/// Takes bytes in order. After a failure it takes no more. One thread at a time.
class ByteSink {
  public:
    virtual ~ByteSink() = default;
    virtual Result<void> write(std::string_view bytes) = 0;
};

}  // namespace inland::oci
