// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/client.h"
#include "tests/support/embedded_aws.h"

#include <string>
#include <string_view>

namespace inland::testing {

/// Calls the embedded AWS as its owner; a refusal fails the test and answers null. It must not
/// outlive the process that it calls.
class AwsCalls {
  public:
    explicit AwsCalls(const EmbeddedAwsProcess& aws);

    json::value call(std::string_view service, std::string_view operation, json::object input = {});
    json::value ec2(std::string_view operation, json::object input = {}) {
        return call("ec2", operation, std::move(input));
    }

    /// To one of the embedded AWS's own pages.
    void post(const std::string& page, const json::object& document);

    /// Of the only network that Inland made.
    std::string vpc();
    /// "ecr.api" → the endpoint of that service, as DescribeVpcEndpoints tells it.
    json::value endpoint(std::string_view service);

  private:
    std::string url_;
    std::unique_ptr<http::Client> http_;
    SystemClock clock_;
    aws::Client client_;
};

/// A filter of EC2's describe calls, as their whole input.
json::object filtered(std::string_view name, std::string_view value);

}  // namespace inland::testing
