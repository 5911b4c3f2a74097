// SPDX-License-Identifier: Apache-2.0
// `inland lint` and the embedded cluster agree on every Service of tests/kube/lint: what lint calls
// public faces the internet, what it says fails has no address, and all else is internal. The
// cluster has EKS's own service controller alone.
#include "tests/peers/aws_calls.h"
#include "tests/support/embedded_aws.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

namespace fs = std::filesystem;

enum class Fate { Internal, Public, Fails };

std::string_view word_of(Fate fate) {
    return fate == Fate::Internal ? "internal" : fate == Fate::Public ? "public" : "fails";
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The files about Services of type LoadBalancer.
std::vector<fs::path> manifests() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(INLAND_SOURCE_DIR "/tests/kube/lint"))
        if (entry.path().filename().string().starts_with("service-"))
            found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

class LintAgreement : public ::testing::Test {
  protected:
    void SetUp() override {
        kubectl_ = find_program("kubectl").value_or("");
        if (kubectl_.empty())
            GTEST_SKIP() << "there is no kubectl on PATH";
        spec_ = aws_.write("cluster.yaml", example_spec());
        const auto applied = aws_.inland({"apply", spec_, "--yes"});
        ASSERT_EQ(applied.exit_code, 0) << applied.out << applied.err;
        ASSERT_EQ(aws_.inland({"kubeconfig", "atlas"}).exit_code, 0);
        make_public_subnet();
        static_cast<void>(kubectl({"create", "namespace", "shop"}));
    }

    /// Without one nothing becomes public: what asks for it fails.
    void make_public_subnet() {
        const auto vpc = calls_.vpc();
        const auto gateway = string_or_empty(calls_.ec2("CreateInternetGateway"),
                                             "InternetGateway.InternetGatewayId");
        calls_.ec2("AttachInternetGateway", {{"InternetGatewayId", gateway}, {"VpcId", vpc}});
        const auto subnet =
            string_or_empty(calls_.ec2("CreateSubnet", {{"VpcId", vpc},
                                                        {"CidrBlock", "10.40.250.0/24"},
                                                        {"AvailabilityZone", "eu-central-1a"}}),
                            "Subnet.SubnetId");
        const auto table = string_or_empty(calls_.ec2("CreateRouteTable", {{"VpcId", vpc}}),
                                           "RouteTable.RouteTableId");
        calls_.ec2("CreateRoute", {{"RouteTableId", table},
                                   {"DestinationCidrBlock", "0.0.0.0/0"},
                                   {"GatewayId", gateway}});
        calls_.ec2("AssociateRouteTable", {{"RouteTableId", table}, {"SubnetId", subnet}});
    }

    [[nodiscard]] ProcessResult kubectl(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), kubectl_);
        return aws_.run(arguments);
    }

    /// The worst that lint finds: what fails is never public.
    [[nodiscard]] Fate linted(const fs::path& manifest) const {
        const auto result = aws_.inland({"lint", spec_, manifest.string(), "-o", "json"});
        const auto report = parse_json(result.out).value_or(json::value());
        auto fate = Fate::Internal;
        for (const auto& finding : find_array(report, "findings")) {
            const auto outcome = string_or_empty(finding, "outcome");
            if (outcome == "public" && fate == Fate::Internal)
                fate = Fate::Public;
            if (outcome != "public")
                fate = Fate::Fails;
        }
        return fate;
    }

    /// What comes of the Service "orders" of the file.
    [[nodiscard]] Fate emulated(const fs::path& manifest) const {
        const auto applied = kubectl({"apply", "-f", manifest.string()});
        const auto found = kubectl({"get", "services", "-A", "-o", "json"});
        static_cast<void>(kubectl({"delete", "-f", manifest.string(), "--ignore-not-found"}));
        if (applied.exit_code != 0)
            return Fate::Fails;
        const auto services = parse_json(found.out).value_or(json::value());
        for (const auto& service : find_array(services, "items")) {
            const auto& ingress = find_array(service, "status.loadBalancer.ingress");
            if (!ingress.empty())
                return string_or_empty(ingress.front(), "hostname").starts_with("internal-")
                           ? Fate::Internal
                           : Fate::Public;
        }
        return Fate::Fails;
    }

    EmbeddedAwsProcess aws_;
    AwsCalls calls_{aws_};
    std::string kubectl_, spec_;
};

TEST_F(LintAgreement, IsCompleteForServices) {
    const auto files = manifests();
    ASSERT_GT(files.size(), 20U);
    std::set<Fate> fates;
    for (const auto& manifest : files) {
        const auto fate = emulated(manifest);
        fates.insert(fate);
        EXPECT_EQ(word_of(linted(manifest)), word_of(fate)) << manifest.filename() << "\n"
                                                            << text_of(manifest);
    }
    EXPECT_EQ(fates.size(), 3U) << "the files are about all that may come of a Service";
}

}  // namespace
}  // namespace inland::testing
