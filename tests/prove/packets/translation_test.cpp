// SPDX-License-Identifier: Apache-2.0
// A node's address translation, address by address: every call of pods is made once, by whom
// amazon-vpc-cni-k8s's rules say.
#include "prove/packets/translation.h"

#include "tests/prove/private_world.h"

#include <algorithm>
#include <optional>

#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

AddressRange part(int first, int last) {
    return {address("192.168.0." + std::to_string(first)),
            address("192.168.0." + std::to_string(last))};
}

Party client(std::vector<AddressRange> addresses) {
    return {.where = Where::ClientNetwork, .name = "clients", .addresses = std::move(addresses)};
}

/// Pods that keep their addresses for these.
Party pods(const SubnetView& subnet, std::vector<AddressRange> spared) {
    Party node{.where = Where::Subnet, .name = "node", .subnet = &subnet};
    Party made{.where = Where::Subnet, .name = "pods", .subnet = &subnet};
    made.translation = std::make_shared<const Translation>(
        Translation{std::move(node), std::move(spared), nat_ephemeral_ports, "the add-on"});
    return made;
}

/// Who calls an address; nothing when nobody does, or more than one.
std::optional<std::string> caller_of(const std::vector<Call>& calls, int last_byte) {
    const auto range = part(last_byte, last_byte);
    std::vector<std::string> callers;
    for (const Call& call : calls)
        for (const AddressRange& called : call.destination.addresses)
            if (called.contains(range))
                callers.push_back(call.source.name);
    return callers.size() == 1 ? std::optional(callers.front()) : std::nullopt;
}

bool is_spared(const std::vector<AddressRange>& spared, int last_byte) {
    return std::ranges::any_of(spared, [&](const AddressRange& range) {
        return range.contains(part(last_byte, last_byte));
    });
}

TEST(Translation, SharesEveryAddressOutsideBetweenPodsAndTheirNode) {
    const VpcView vpc;
    const SubnetView subnet{.vpc = &vpc};
    for (int first = 0; first < 16; ++first)
        for (int last = first; last < 16; ++last) {
            const std::vector spared{part(first, last), part(5, 6)};
            const auto calls =
                calls_as_seen({pods(subnet, spared), client({part(2, 7), part(9, 12)}), {}});
            for (int byte = 0; byte < 16; ++byte) {
                const bool called = (2 <= byte && byte <= 7) || (9 <= byte && byte <= 12);
                const auto who = is_spared(spared, byte) ? "pods" : "node";
                EXPECT_EQ(caller_of(calls, byte),
                          called ? std::optional<std::string>(who) : std::nullopt)
                    << first << "-" << last << ": " << byte;
            }
        }
}

/// Replies to those whom a pod would call as its node leave as the node's, and are lost.
TEST(Translation, LosesRepliesToWhomTheNodeCalls) {
    const VpcView vpc;
    const SubnetView subnet{.vpc = &vpc};
    const std::vector spared{part(4, 9)};
    const auto lost = calls_without_replies({client({part(0, 15)}), pods(subnet, spared), {}});
    ASSERT_EQ(lost.size(), 1U);
    EXPECT_EQ(lost.front().source.addresses, (std::vector{part(0, 3), part(10, 15)}));
    EXPECT_TRUE(calls_without_replies({client({part(5, 6)}), pods(subnet, spared), {}}).empty());
}

TEST(Translation, LeavesOneVpcAlone) {
    const VpcView own;
    const VpcView other;
    const SubnetView subnet{.vpc = &own};
    const SubnetView far{.vpc = &other};
    const auto callee = [](const SubnetView& where) {
        Party party{.where = Where::Subnet, .name = "callee", .subnet = &where};
        party.addresses = {part(1, 1)};
        return party;
    };
    const auto near_calls = calls_as_seen({pods(subnet, {}), callee(subnet), {}});
    const auto far_calls = calls_as_seen({pods(subnet, {}), callee(far), {}});
    EXPECT_EQ(caller_of(near_calls, 1), "pods");
    EXPECT_EQ(near_calls.front().traffic.source_ports, linux_ephemeral_ports);
    EXPECT_EQ(caller_of(far_calls, 1), "node");
    EXPECT_EQ(far_calls.front().traffic.source_ports, nat_ephemeral_ports);
}

}  // namespace
}  // namespace inland::prove::testing
