// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include <fmt/format.h>

namespace inland::aws {

/// Text that must not reach logs, errors or terminals: printing it gives "(secret)".
/// Only what signs or sends it calls reveal().
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] const std::string& reveal() const { return text_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    bool operator==(const Secret&) const = default;

  private:
    std::string text_;
};

inline std::string_view format_as_hidden(const Secret& secret) {
    return secret.empty() ? "" : "(secret)";
}

}  // namespace inland::aws

template <>
struct fmt::formatter<inland::aws::Secret> : fmt::formatter<std::string_view> {
    auto format(const inland::aws::Secret& secret, fmt::format_context& context) const {
        return fmt::formatter<std::string_view>::format(inland::aws::format_as_hidden(secret),
                                                        context);
    }
};
