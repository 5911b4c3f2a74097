// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/aws_calls.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::testing {

namespace {

std::shared_ptr<aws::CredentialsProvider> credentials() {
    return std::make_shared<aws::StaticCredentials>(aws::Credentials{
        .access_key_id = "123456789012", .secret_access_key = aws::Secret("test")});
}

}  // namespace

AwsCalls::AwsCalls(const EmbeddedAwsProcess& aws)
    : url_(aws.url()),
      http_(http::make_client({})),
      client_(*http_, clock_, {.region = "eu-central-1", .endpoint_url = aws.url()},
              credentials()) {}

json::value AwsCalls::call(std::string_view service, std::string_view operation,
                           json::object input) {
    auto answer = client_.call(service, operation, std::move(input));
    if (answer)
        return std::move(*answer);
    ADD_FAILURE() << service << " " << operation << ": " << answer.error().message;
    return {};
}

void AwsCalls::post(const std::string& page, const json::object& document) {
    const auto answer = http_->send({.method = "POST",
                                     .origin = url_,
                                     .target = page,
                                     .headers = {},
                                     .body = json::serialize(document)},
                                    {});
    EXPECT_TRUE(answer && answer->status == 200) << page;
}

std::string AwsCalls::vpc() {
    return std::string(
        string_or_empty(ec2("DescribeVpcs", filtered("tag-key", "inland.dev/id")), "Vpcs.0.VpcId"));
}

json::value AwsCalls::endpoint(std::string_view service) {
    const auto name = fmt::format("com.amazonaws.eu-central-1.{}", service);
    const auto found = ec2("DescribeVpcEndpoints", filtered("service-name", name));
    const auto& endpoints = find_array(found, "VpcEndpoints");
    return endpoints.empty() ? json::value() : endpoints.front();
}

json::object filtered(std::string_view name, std::string_view value) {
    return {{"Filters", json::array{json::object{{"Name", name}, {"Values", json::array{value}}}}}};
}

}  // namespace inland::testing
