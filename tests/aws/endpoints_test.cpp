// SPDX-License-Identifier: Apache-2.0
#include "aws/endpoints.h"

#include <gtest/gtest.h>

namespace inland::aws {
namespace {

Endpoint endpoint(std::string_view service, Configuration configuration) {
    return *resolve_endpoint(**find_service(service), configuration);
}

TEST(Endpoints, AreRegionalWithEachServicesPrefix) {
    const Configuration configuration{.region = "eu-central-1"};
    EXPECT_EQ(endpoint("ec2", configuration),
              (Endpoint{"https://ec2.eu-central-1.amazonaws.com", "ec2", "eu-central-1"}));
    EXPECT_EQ(endpoint("ecr", configuration),
              (Endpoint{"https://api.ecr.eu-central-1.amazonaws.com", "ecr", "eu-central-1"}));
    EXPECT_EQ(endpoint("sts", configuration).url, "https://sts.eu-central-1.amazonaws.com");
    EXPECT_EQ(endpoint("eks-auth", configuration).url, "https://eks-auth.eu-central-1.api.aws");
}

TEST(Endpoints, GlobalServicesSignForTheirPartitionsRegion) {
    EXPECT_EQ(endpoint("iam", {.region = "eu-central-1"}),
              (Endpoint{"https://iam.amazonaws.com", "iam", "us-east-1"}));
    EXPECT_EQ(endpoint("iam", {.region = "cn-northwest-1"}),
              (Endpoint{"https://iam.cn-north-1.amazonaws.com.cn", "iam", "cn-north-1"}));
    EXPECT_EQ(endpoint("route53", {.region = "us-gov-east-1"}),
              (Endpoint{"https://route53.us-gov.amazonaws.com", "route53", "us-gov-west-1"}));
    EXPECT_EQ(endpoint("iam", {}).signing_region, "us-east-1");
}

TEST(Endpoints, HaveFipsAndDualStackForms) {
    EXPECT_EQ(endpoint("ec2", {.region = "us-east-1", .use_fips = true}).url,
              "https://ec2-fips.us-east-1.amazonaws.com");
    EXPECT_EQ(endpoint("eks", {.region = "us-east-1", .use_dualstack = true}).url,
              "https://eks.us-east-1.api.aws");
}

TEST(Endpoints, AnExplicitUrlWins) {
    Configuration configuration{.region = "eu-central-1",
                                .endpoint_url = "http://localhost:4566/",
                                .service_endpoint_urls = {{"iam", "http://elsewhere"}}};
    EXPECT_EQ(endpoint("iam", configuration),
              (Endpoint{"http://localhost:4566", "iam", "us-east-1"}));
    configuration.endpoint_url = "";
    EXPECT_EQ(endpoint("iam", configuration).url, "http://elsewhere");
    EXPECT_EQ(endpoint("ec2", configuration).url, "https://ec2.eu-central-1.amazonaws.com");
}

TEST(Endpoints, RefuseWhatIsNoRegionAndNoUrl) {
    const auto& ec2 = **find_service("ec2");
    EXPECT_FALSE(resolve_endpoint(ec2, {}));
    EXPECT_FALSE(resolve_endpoint(ec2, {.region = "eu-central-1.evil.example"}));
    EXPECT_FALSE(resolve_endpoint(ec2, {.region = std::string(100, 'a')}));
    for (const auto* url : {"localhost:4566", "http://", "http:///x", "ftp://a", "http://u:p@h"})
        EXPECT_FALSE(resolve_endpoint(ec2, {.region = "eu-central-1", .endpoint_url = url})) << url;
}

TEST(Endpoints, KnowThePartitionOfNewRegionsByTheirForm) {
    EXPECT_EQ(partition_of("eu-central-1")->name, "aws");
    EXPECT_EQ(partition_of("eu-nowhere-9")->dns_suffix, "amazonaws.com");
    EXPECT_EQ(partition_of("cn-west-7")->dns_suffix, "amazonaws.com.cn");
    EXPECT_EQ(partition_of("us-gov-west-1")->name, "aws-us-gov");
}

}  // namespace
}  // namespace inland::aws
