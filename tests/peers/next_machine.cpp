// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/next_machine.h"

#include <set>

#include <gtest/gtest.h>

namespace inland::testing {

json::value inland_json(const EmbeddedAwsProcess& aws, std::vector<std::string> command) {
    command.insert(command.end(), {"-o", "json"});
    const auto result = aws.inland(command);
    auto document = parse_json(result.out);
    EXPECT_TRUE(document) << result.out << result.err;
    return document.value_or(json::value());
}

std::optional<BootedMachine> next_machine(const EmbeddedAwsProcess& aws, AwsCalls& calls,
                                          const std::string& cluster, std::string_view group) {
    constexpr int most_looks = 100;
    const auto machines = [&] { return machines_of(inland_json(aws, {"status", cluster}), group); };
    std::set<std::string> known;
    for (const auto& machine : machines())
        known.insert(machine.id);
    calls.ec2("TerminateInstances", {{"InstanceIds", json::array{*known.begin()}}});
    for (int look = 0; look < most_looks; ++look)
        for (auto& machine : machines())
            if (!known.contains(machine.id) && machine.state != "booting")
                return std::move(machine);
    return std::nullopt;
}

}  // namespace inland::testing
