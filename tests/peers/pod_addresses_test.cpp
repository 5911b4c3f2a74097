// SPDX-License-Identifier: Apache-2.0
// The addresses that kubectl shows of pods are those that EC2 shows of their nodes' interfaces.
#include "tests/peers/aws_calls.h"
#include "tests/support/embedded_aws.h"

#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// Each address of each interface, with what describes the interface.
using Addresses = std::multimap<std::string, std::string>;

class PodAddresses : public ::testing::Test {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        if (kubectl_.empty())
            GTEST_SKIP() << "there is no kubectl on PATH";
    }
    std::string apply(const std::string& spec) {
        auto file = aws_.write("cluster.yaml", spec);
        const auto applied = aws_.inland({"apply", file, "--yes"});
        EXPECT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        EXPECT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
        return file;
    }
    std::string kubectl(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {kubectl_, "-n", "kube-system"});
        const auto result = aws_.run(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return result.out;
    }
    void scale_coredns(int replicas) const {
        kubectl({"scale", "deployment/coredns", fmt::format("--replicas={}", replicas)});
        kubectl({"rollout", "status", "deployment/coredns", "--timeout=30s"});
    }
    [[nodiscard]] std::vector<std::string> coredns_addresses() const {
        std::istringstream words(kubectl(
            {"get", "pods", "-l", "k8s-app=kube-dns", "-o", "jsonpath={.items[*].status.podIP}"}));
        return {std::istream_iterator<std::string>(words), {}};
    }
    Addresses addresses() {
        Addresses found;
        const auto document = calls_.ec2("DescribeNetworkInterfaces");
        for (const auto& interface : find_array(document, "NetworkInterfaces"))
            for (const auto& row : find_array(interface, "PrivateIpAddresses"))
                found.emplace(string_or_empty(row, "PrivateIpAddress"),
                              string_or_empty(interface, "Description"));
        return found;
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    std::string kubectl_;
};

TEST_F(PodAddresses, AreSecondaryOnesOfTheirNodesInterfaces) {
    const auto spec = apply(example_spec());
    scale_coredns(36);
    const auto pods = coredns_addresses();
    EXPECT_THAT(pods, SizeIs(36));
    const auto grown = addresses();
    std::vector<std::size_t> owners;
    std::ranges::transform(pods, std::back_inserter(owners),
                           [&](const auto& address) { return grown.count(address); });
    EXPECT_THAT(owners, Each(1)) << "nobody else has the address";
    EXPECT_TRUE(std::ranges::any_of(grown, [](const auto& entry) {
        return entry.second.starts_with("aws-K8S-i-");
    })) << "an m6i.large has nine secondary addresses an interface";

    scale_coredns(2);
    scale_coredns(20);
    EXPECT_EQ(addresses(), grown) << "those of pods that went are used again";
    const auto destroyed = aws_.inland({"destroy", spec, "--yes"});
    EXPECT_EQ(destroyed.exit_code, 0) << destroyed.err;
}

TEST_F(PodAddresses, AreMissedWhereTheSubnetsAreFull) {
    apply(example_spec("cidr: 10.40.0.0/16", "cidr: 10.40.0.0/24"));
    const auto subnets = calls_.ec2("DescribeSubnets", filtered("vpc-id", calls_.vpc()));
    for (const auto& subnet : find_array(subnets, "Subnets"))
        if (const auto left = find_int(subnet, "AvailableIpAddressCount").value_or(0); left > 1)
            calls_.ec2("CreateNetworkInterface", {{"SubnetId", string_or_empty(subnet, "SubnetId")},
                                                  {"SecondaryPrivateIpAddressCount", left - 1}});
    kubectl({"scale", "deployment/coredns", "--replicas=12"});
    EXPECT_THAT(kubectl({"get", "events"}),
                HasSubstr("failed to assign an IP address to container"));
    scale_coredns(2);
}

}  // namespace
}  // namespace inland::testing
