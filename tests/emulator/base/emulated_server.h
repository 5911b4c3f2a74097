// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/sigv4/signer.h"
#include "emulator/server.h"
#include "http/client.h"
#include "knowledge/tables.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace inland::emulator {

/// The embedded AWS on a free port and a thread of its own, with a client.
class EmulatedServer {
  public:
    explicit EmulatedServer(EmulatedAwsOptions options = {},
                            const knowledge::Tables& tables = knowledge::built_in()) {
        options.port = 0;
        auto created = EmulatedAws::create(std::move(options), tables);
        if (!created)
            throw std::runtime_error(created.error().message);
        aws_ = std::move(*created);
        thread_ = std::jthread([this](const std::stop_token& stop) { outcome_ = aws_->run(stop); });
    }

    [[nodiscard]] int port() const { return aws_->port(); }
    [[nodiscard]] std::string origin() const {
        return "http://127.0.0.1:" + std::to_string(port());
    }

    http::Response get(const std::string& target) {
        return sent({.origin = origin(), .target = target});
    }
    http::Response post(const std::string& target, const std::string& body) {
        return sent({.method = "POST", .origin = origin(), .target = target, .body = body});
    }
    /// A form to a query or ec2 service, signed with the secret "test".
    http::Response call(const std::string& service, const std::string& form) {
        http::Request request{.method = "POST",
                              .origin = origin(),
                              .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                              .body = form};
        aws::sigv4::sign_headers(request, {"123456789012", aws::Secret("test")},
                                 {"eu-central-1", service, SystemClock().now()});
        return sent(std::move(request));
    }
    Result<void> stop() {
        thread_.request_stop();
        thread_.join();
        return outcome_;
    }

  private:
    http::Response sent(const http::Request& request) {
        auto response = client_->send(request, {});
        if (!response)
            throw std::runtime_error(response.error().message);
        return std::move(*response);
    }

    std::unique_ptr<http::Client> client_ = http::make_client();
    std::unique_ptr<EmulatedAws> aws_;
    Result<void> outcome_;
    std::jthread thread_;
};

}  // namespace inland::emulator
