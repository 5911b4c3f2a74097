// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto.h"

#include <memory>
#include <string_view>

namespace inland {

/// SHA-256 of bytes that come in pieces. One thread at a time.
class Sha256Stream {
  public:
    Sha256Stream();
    Sha256Stream(Sha256Stream&&) noexcept;
    Sha256Stream& operator=(Sha256Stream&&) noexcept;
    ~Sha256Stream();

    void update(std::string_view bytes);
    /// Of everything so far; more may follow.
    [[nodiscard]] Sha256 digest() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace inland
