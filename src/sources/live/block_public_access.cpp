// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"

namespace inland::sources::live {
namespace {

using topology::BlockPublicAccess;
using topology::BlockPublicAccessExclusion;

/// It rules what passes internet gateways: without any of those nobody needs to know.
bool matters(const Reading& reading) {
    return !reading.topology.all<topology::InternetGateway>().empty();
}

/// Exclusions that are on their way do not count yet; those on their way out count no more.
bool is_in_force(const json::value& document) {
    const auto state = string_or_empty(document, "State");
    return state == "create-complete" || state == "update-complete" ||
           state == "update-in-progress" || state.empty();
}

/// An exclusion names what it spares by its ARN.
void set_subject(const std::string& arn, BlockPublicAccessExclusion& exclusion) {
    const auto id = arn.substr(arn.rfind('/') + 1);
    if (id.starts_with("subnet-"))
        exclusion.subnet = topology::Reference<topology::Subnet>{id};
    else
        exclusion.vpc = topology::Reference<topology::Vpc>{id};
}

}  // namespace

Result<void> read_block_public_access(Reading& reading) {
    if (!matters(reading))
        return {};
    const auto answer = TRY(reading.call("ec2", "DescribeVpcBlockPublicAccessOptions", {}));
    const auto& options = find_object(answer, "VpcBlockPublicAccessOptions");
    auto settings = resource_of<BlockPublicAccess>("vpc-block-public-access", {});
    settings.mode = text(options, "InternetGatewayBlockMode");
    reading.topology.add(std::move(settings));
    return {};
}

Result<void> read_block_public_access_exclusions(Reading& reading) {
    if (!matters(reading))
        return {};
    for (const auto& document : TRY(reading.list("ec2", "DescribeVpcBlockPublicAccessExclusions",
                                                 "VpcBlockPublicAccessExclusions"))) {
        if (!is_in_force(document))
            continue;
        auto exclusion = resource_of<BlockPublicAccessExclusion>(
            string_or_empty(document, "ExclusionId"), tag_list(document));
        set_subject(string_or_empty(document, "ResourceArn"), exclusion);
        exclusion.mode = text(document, "InternetGatewayExclusionMode");
        reading.topology.add(std::move(exclusion));
    }
    return {};
}

}  // namespace inland::sources::live
