// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/client.h"
#include "aws/protocols/protocol.h"
#include "core/clock.h"
#include "deploy/context.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace inland::deploy::testing {

/// An AWS behind the real client: requests are decoded by the service's table and answered by what
/// the test taught it. An operation that it was not taught answers an empty document.
class FakeAws final : public http::Client {
  public:
    using Handler = std::function<Result<json::object>(const json::object& input)>;

    struct Call {
        std::string operation;
        json::object input;
    };

    /// "CreateVpc": operation names are unique enough here.
    FakeAws& on(const std::string& operation, Handler handler) {
        handlers_[operation] = std::move(handler);
        return *this;
    }
    FakeAws& on(const std::string& operation, std::string_view answer) {
        return on(operation,
                  [document = parse_json(answer).value().as_object()](
                      const json::object&) -> Result<json::object> { return document; });
    }
    FakeAws& refuse(const std::string& operation, Error error) {
        return on(operation, [error](const json::object&) -> Result<json::object> {
            return std::unexpected(error);
        });
    }

    Result<http::Response> send(const http::Request& request, std::stop_token /*stop*/) override {
        const auto service = aws::find_service(service_of(request));
        EXPECT_TRUE(service) << request.target;
        const auto decoded = aws::decode_request(**service, request);
        EXPECT_TRUE(decoded) << decoded.error().message;
        const auto answer = answer_to(decoded->operation->name, decoded->input);
        if (!answer && answer.error().code == http::transport_code::connection_broken)
            return std::unexpected(answer.error());
        return answer ? aws::encode_response(**service, *decoded->operation, *answer, "request-1")
                      : aws::encode_error(**service, answer.error(), "request-1");
    }

    /// The inputs of all calls of an operation so far.
    [[nodiscard]] std::vector<json::object> inputs_of(std::string_view operation) const {
        const std::scoped_lock lock(mutex_);
        std::vector<json::object> inputs;
        for (const auto& call : calls_) {
            if (call.operation == operation)
                inputs.push_back(call.input);
        }
        return inputs;
    }

  private:
    /// "…Credential=KEY/20261122/eu-central-1/ec2/aws4_request, …".
    static std::string service_of(const http::Request& request) {
        const auto text = request.headers.get_or_empty("authorization");
        const auto end = text.find("/aws4_request");
        const auto start = text.rfind('/', end - 1) + 1;
        return text.substr(start, end - start);
    }

    Result<json::object> answer_to(const std::string& operation, const json::object& input) {
        Handler handler;
        {
            const std::scoped_lock lock(mutex_);
            calls_.push_back({operation, input});
            if (const auto found = handlers_.find(operation); found != handlers_.end())
                handler = found->second;
        }
        return handler ? handler(input) : Result<json::object>(json::object());
    }

    mutable std::mutex mutex_;
    std::map<std::string, Handler> handlers_;
    std::vector<Call> calls_;
};

/// A run of drivers against a FakeAws, in time that moves when somebody waits.
struct DriverRun {
    FakeAws aws;
    ManualClock clock;
    aws::Client client{
        aws,
        clock,
        configuration(),
        std::make_shared<aws::StaticCredentials>(aws::Credentials{"AKID", aws::Secret("secret")}),
        {.max_attempts = 1}};
    Context context{
        {.cluster = "atlas", .id = "run-1", .account = "123456789012", .region = "eu-central-1"},
        client,
        clock,
        knowledge::built_in(),
        {}};

    static aws::Configuration configuration() {
        aws::Configuration configuration;
        configuration.region = "eu-central-1";
        return configuration;
    }
};

/// A resource of the cluster's own.
template <typename R>
R owned(std::string key, std::string id = "") {
    R resource;
    resource.tags = {{"inland.dev/cluster", "atlas"}, {"inland.dev/id", key}};
    resource.key = std::move(key);
    resource.id = std::move(id);
    return resource;
}

}  // namespace inland::deploy::testing
