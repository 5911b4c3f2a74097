// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/client.h"

#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace inland::aws {

/// An http::Client that answers from a list, or from a function when the list is empty, and keeps
/// what it was sent.
class FakeHttp final : public http::Client {
  public:
    std::deque<Result<http::Response>> answers;
    std::function<Result<http::Response>(const http::Request&)> handler;
    std::vector<http::Request> requests;

    Result<http::Response> send(const http::Request& request, std::stop_token) override {
        const std::scoped_lock lock(mutex_);
        requests.push_back(request);
        if (!answers.empty()) {
            auto answer = std::move(answers.front());
            answers.pop_front();
            return answer;
        }
        if (handler)
            return handler(request);
        return failure(ErrorKind::Unavailable, "nobody there",
                       std::string(http::transport_code::connection_refused));
    }

  private:
    std::mutex mutex_;
};

}  // namespace inland::aws
