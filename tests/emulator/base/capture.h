// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/responder.h"

#include <memory>
#include <optional>
#include <string>

namespace inland::emulator {

/// The other end of a Responder in a test: keeps what was answered.
class Capture final : public http::Responder::Exchange {
  public:
    void send(http::Response response) override { response_ = std::move(response); }
    void start(int status, http::Headers headers) override {
        response_ = http::Response{.status = status, .headers = std::move(headers)};
    }
    void write(std::string_view chunk) override { response_->body += chunk; }
    void finish() override {}
    void on_gone(std::function<void()>) override {}
    [[nodiscard]] bool open() const override { return !aborted_; }
    [[nodiscard]] std::size_t pending() const override { return 0; }
    void abort() override { aborted_ = true; }

    [[nodiscard]] const std::optional<http::Response>& response() const { return response_; }
    [[nodiscard]] bool aborted() const { return aborted_; }

  private:
    std::optional<http::Response> response_;
    bool aborted_ = false;
};

}  // namespace inland::emulator
