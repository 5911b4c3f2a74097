// SPDX-License-Identifier: Apache-2.0
// Block public access of VPCs: what internet gateways of the Region let through at all.
#include "sources/cloudformation/readers.h"

#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;

void read_options(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto options = reader.resource<BlockPublicAccess>();
    options.mode = reader.text("InternetGatewayBlockMode");
    reading.topology.add(std::move(options));
}

void read_exclusion(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto exclusion = reader.resource<BlockPublicAccessExclusion>();
    exclusion.vpc = reader.reference<Vpc>("VpcId");
    exclusion.subnet = reader.reference<Subnet>("SubnetId");
    exclusion.mode = reader.text("InternetGatewayExclusionMode");
    reading.topology.add(std::move(exclusion));
}

constexpr std::array rows{
    ReaderRow{"AWS::EC2::VPCBlockPublicAccessOptions", read_options, BlockPublicAccess::type},
    ReaderRow{"AWS::EC2::VPCBlockPublicAccessExclusion", read_exclusion,
              BlockPublicAccessExclusion::type},
};

}  // namespace

std::span<const ReaderRow> public_access_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
