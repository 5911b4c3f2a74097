// SPDX-License-Identifier: Apache-2.0
#include "tests/peers/given_world.h"

#include "core/json.h"
#include "tests/support/python_script.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace inland::testing {

namespace {

constexpr const char* script = "tests/peers/given/network.py";

std::vector<std::string> texts_of(const json::array& values) {
    std::vector<std::string> texts;
    for (const auto& value : values)
        texts.emplace_back(value.as_string());
    return texts;
}

}  // namespace

std::optional<std::string> GivenWorld::make(const std::string& variant) {
    const auto made = run_python(script, {"make", variant}, aws.variables());
    if (made.missing)
        return made.missing;
    EXPECT_EQ(made.process.exit_code, 0) << made.process.out << made.process.err;
    const auto network = parse_json(made.process.out).value_or(json::value());
    vpc = string_or_empty(network, "vpc");
    subnets = texts_of(find_array(network, "subnets"));
    spec = write_spec(subnets);
    before = shown();
    return std::nullopt;
}

std::string GivenWorld::write_spec(const std::vector<std::string>& named,
                                   const std::string& connect) const {
    auto text = example_spec(
        "    cidr: 10.40.0.0/16\n    zones: 3\n",
        fmt::format("    existing: {{vpcId: {}, subnetIds: [{}]}}\n", vpc, fmt::join(named, ", ")));
    if (!connect.empty()) {
        const auto start = text.find("  connect:\n");
        const auto end = text.find("  # Where the cluster's images");
        text.replace(start, end - start, "  connect: " + connect + "\n\n");
    }
    return aws.write("cluster.yaml", text);
}

std::string GivenWorld::shown() const {
    const auto told = run_python(script, {"show", vpc}, aws.variables());
    EXPECT_EQ(told.process.exit_code, 0) << told.process.err;
    return told.process.out;
}

ProcessResult GivenWorld::inland(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin() + 1, spec);
    return aws.inland(arguments);
}

ProcessResult GivenWorld::connect(const std::string& target, const std::string& who) const {
    const auto port = aws.url().substr(aws.url().rfind(':') + 1);
    return aws.inland({"aws", "connect", target, "--from", who, "--port", port});
}

}  // namespace inland::testing
