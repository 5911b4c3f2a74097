// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto.h"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace inland::emulator::registry {

/// A content digest as registries write it: "sha256:" and 64 lower-case hexadecimal digits (OCI
/// image specification, Descriptors). No other algorithm is taken, as with ECR.
class Digest {
  public:
    static std::optional<Digest> parse(std::string_view text);
    static Digest of(std::string_view bytes);
    explicit Digest(const Sha256& hash) : text_("sha256:" + inland::hex(hash)) {}

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::string_view hex() const { return std::string_view(text_).substr(7); }
    auto operator<=>(const Digest&) const = default;

  private:
    explicit Digest(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

}  // namespace inland::emulator::registry
