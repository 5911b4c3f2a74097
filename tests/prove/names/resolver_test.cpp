// SPDX-License-Identifier: Apache-2.0
#include "prove/names/resolver.h"

#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string ecr_api = "api.ecr.eu-central-1.amazonaws.com";
const Place node = Place::machine("node", "a", address("10.0.1.9"), {"eks-cluster-sg/atlas"});

Answer resolve_in(const topology::Topology& world, const Place& place, std::string_view name) {
    return resolve(Question{world, knowledge::built_in(), office()}, place, name);
}

std::vector<std::string> kinds(const Answer& answer) {
    std::vector<std::string> found;
    for (const Cause& cause : answer.causes)
        found.push_back(cause.kind);
    return found;
}

topology::Topology with_endpoint(std::string endpoint_host) {
    auto world = private_world();
    at<topology::Cluster>(world, "atlas").endpoint = std::move(endpoint_host);
    return world;
}

constexpr std::string_view api = "ABC.gr7.eu-central-1.eks.amazonaws.com";

TEST(Resolver, AnswersWithTheEndpointInsideTheVpc) {
    const Answer answer = resolve_in(private_world(), node, ecr_api);
    EXPECT_EQ(answer.kind, AnswerKind::Endpoint);
    EXPECT_THAT(answer.resources, ElementsAre("ecr.api"));
}

TEST(Resolver, GivesTheObservedAddressesOfTheEndpoint) {
    auto world = private_world();
    at<topology::VpcEndpoint>(world, "ecr.api").id = "vpce-1";
    topology::NetworkInterface observed;
    observed.key = "eni-1";
    observed.description = "VPC Endpoint Interface vpce-1";
    observed.subnet = topology::Reference<topology::Subnet>{"a"};
    observed.private_addresses = std::vector{address("10.0.1.77")};
    world.add(observed);
    EXPECT_THAT(resolve_in(world, node, ecr_api).addresses, ElementsAre(address("10.0.1.77")));
}

TEST(Resolver, AnswersAnyNameBelowAWildcard) {
    const Answer answer =
        resolve_in(private_world(), node, "123456789012.dkr.ecr.eu-central-1.amazonaws.com");
    EXPECT_THAT(answer.resources, ElementsAre("ecr.dkr"));
}

TEST(Resolver, AnswersPubliclyWhereNoPrivateZoneIs) {
    const Answer answer = resolve_in(private_world(), node, "sts.eu-central-1.amazonaws.com");
    EXPECT_EQ(answer.kind, AnswerKind::Public);
    EXPECT_THAT(answer.causes, IsEmpty());
}

TEST(Resolver, NamesVanishBelowAPrivateZone) {
    auto world = private_world();
    auto eks = at<topology::VpcEndpoint>(world, "ec2");
    eks.key = "eks";
    eks.service_name = "com.amazonaws.eu-central-1.eks";
    world.add(eks);
    const Answer answer = resolve_in(world, node, "oidc.eks.eu-central-1.amazonaws.com");
    EXPECT_EQ(answer.kind, AnswerKind::NotFound);
    EXPECT_THAT(kinds(answer), ElementsAre("name-shadowed"));
}

TEST(Resolver, TellsThatPrivateDnsIsOff) {
    auto world = private_world();
    at<topology::VpcEndpoint>(world, "ecr.api").private_dns_enabled = false;
    const Answer answer = resolve_in(world, node, ecr_api);
    EXPECT_EQ(answer.kind, AnswerKind::Public);
    EXPECT_THAT(kinds(answer), ElementsAre("private-dns-off"));
}

TEST(Resolver, DoesNotGuessPrivateDnsThatIsNotKnown) {
    auto world = private_world();
    at<topology::VpcEndpoint>(world, "ecr.api").private_dns_enabled =
        topology::Attribute<bool>::unknown();
    EXPECT_EQ(resolve_in(world, node, ecr_api).kind, AnswerKind::Unknown);
}

TEST(Resolver, IsNotThereWithoutDnsSupport) {
    auto world = private_world();
    at<topology::Vpc>(world, "main").enable_dns_support = false;
    EXPECT_EQ(resolve_in(world, node, ecr_api).kind, AnswerKind::NoResolver);
}

TEST(Resolver, HasNoPrivateZonesWithoutHostnames) {
    auto world = private_world();
    at<topology::Vpc>(world, "main").enable_dns_hostnames = false;
    const Answer answer = resolve_in(world, node, ecr_api);
    EXPECT_EQ(answer.kind, AnswerKind::Public);
    EXPECT_THAT(kinds(answer), ElementsAre("vpc-dns-hostnames-off"));
}

TEST(Resolver, IsNotAskedWhenDhcpNamesOthers) {
    auto world = private_world();
    topology::DhcpOptions options;
    options.key = "dhcp";
    options.domain_name_servers = std::vector<std::string>{"192.168.0.53"};
    world.add(options);
    at<topology::Vpc>(world, "main").dhcp_options =
        topology::Reference<topology::DhcpOptions>{"dhcp"};
    EXPECT_THAT(kinds(resolve_in(world, node, ecr_api)), ElementsAre("dhcp-dns-servers"));
    at<topology::DhcpOptions>(world, "dhcp").domain_name_servers =
        std::vector<std::string>{"10.0.0.2"};
    EXPECT_EQ(resolve_in(world, node, ecr_api).kind, AnswerKind::Endpoint);
}

TEST(Resolver, PublishesAPrivateOnlyApiWithItsPrivateAddresses) {
    const auto world = with_endpoint("https://" + std::string(api));
    EXPECT_EQ(resolve_in(world, node, api).kind, AnswerKind::Cluster);
    EXPECT_EQ(resolve_in(world, Place::client(address("192.168.0.9")), api).kind,
              AnswerKind::Cluster);
    EXPECT_EQ(resolve_in(world, Place::laptop(), api).kind, AnswerKind::Cluster);
}

TEST(Resolver, GivesClientsPublicAddressesWhenTheApiHasBoth) {
    auto world = with_endpoint("https://" + std::string(api));
    at<topology::Cluster>(world, "atlas").endpoint_public_access = true;
    EXPECT_EQ(resolve_in(world, node, api).kind, AnswerKind::Cluster);
    const Answer outside = resolve_in(world, Place::client(address("192.168.0.9")), api);
    EXPECT_EQ(outside.kind, AnswerKind::Public);
    EXPECT_THAT(kinds(outside), ElementsAre("public-access-on"));
}

TEST(Resolver, LeadsNodesOutsideWithoutPrivateAccess) {
    auto world = with_endpoint("https://" + std::string(api));
    at<topology::Cluster>(world, "atlas").endpoint_public_access = true;
    at<topology::Cluster>(world, "atlas").endpoint_private_access = false;
    EXPECT_THAT(kinds(resolve_in(world, node, api)), ElementsAre("api-private-access-off"));
}

}  // namespace
}  // namespace inland::prove::testing
