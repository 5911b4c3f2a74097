// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// "aws", "aws-cn": that of the Region ("aws" for none and for Regions nobody knows).
std::string partition_of(const World& world, std::string_view region);
/// The DNS suffix of the Region's partition: "amazonaws.com".
std::string dns_suffix_of(const World& world, std::string_view region);
/// "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1".
std::string arn(const World& world, const Scope& scope, std::string_view service,
                std::string_view resource);
/// The part after the last '/' ("role/inland/atlas/node" → "node"); the whole text without one.
std::string_view last_segment(std::string_view arn);

}  // namespace inland::emulator
