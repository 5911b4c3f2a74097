// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/configuration.h"
#include "aws/model.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::aws {

/// Where a service is called and for which scope its calls are signed.
struct Endpoint {
    std::string url;             ///< "https://host[:port][/base]", no '/' at the end
    std::string signing_name;    ///< "ecr"
    std::string signing_region;  ///< "us-east-1" for IAM wherever it is called from

    bool operator==(const Endpoint&) const = default;
};

/// The partition of a Region, known or of a known form: "aws", "aws-cn", "aws-us-gov", ...
struct Partition {
    std::string name;
    std::string dns_suffix;             ///< "amazonaws.com"
    std::string dual_stack_dns_suffix;  ///< "api.aws"
};
Result<Partition> partition_of(std::string_view region);

/// As the AWS CLI resolves: explicit URL, AWS_ENDPOINT_URL_<ID>, AWS_ENDPOINT_URL, the profile's
/// `services` section, its endpoint_url, then AWS's own names (regional, or global for IAM and
/// Route 53). InvalidInput when a Region is needed and none is configured.
Result<Endpoint> resolve_endpoint(const Service& service, const Configuration& configuration);

}  // namespace inland::aws
