// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/arn.h"

#include "knowledge/tables.h"

#include <fmt/format.h>

namespace inland::emulator {

std::string partition_of(const World& world, std::string_view region) {
    const auto* partition = world.tables().partition_of(region);
    return partition == nullptr ? "aws" : partition->name;
}

std::string dns_suffix_of(const World& world, std::string_view region) {
    const auto* partition = world.tables().partition_of(region);
    return partition == nullptr ? "amazonaws.com" : partition->dns_suffix;
}

std::string arn(const World& world, const Scope& scope, std::string_view service,
                std::string_view resource) {
    return fmt::format("arn:{}:{}:{}:{}:{}", partition_of(world, scope.region), service,
                       scope.region, scope.account, resource);
}

std::string_view last_segment(std::string_view arn) {
    const auto slash = arn.rfind('/');
    return slash == std::string_view::npos ? arn : arn.substr(slash + 1);
}

}  // namespace inland::emulator
