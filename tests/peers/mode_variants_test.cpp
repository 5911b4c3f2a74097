// SPDX-License-Identifier: Apache-2.0
// Each mode with something broken in its spec: it must fail in the proof, at the right flow for the
// right reason, and in the same way when it is applied all the same.
#include "tests/peers/modes.h"
#include "tests/peers/next_machine.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

/// `mode.name` is the variant's.
struct Variant {
    Mode mode;
    std::string_view more;  ///< lines of the spec
    std::string_view stops;
    std::string_view cause;
};

void PrintTo(const Variant& variant, std::ostream* out) {
    *out << variant.mode.name;
}

constexpr std::string_view both = both_mode.access;
constexpr std::string_view closed = ", egress: none";
constexpr std::string_view no_ec2 = "  endpoints: {remove: [ec2]}\n";
constexpr std::string_view no_registry = "  endpoints: {remove: [ecr.api]}\n";
constexpr std::string_view no_layers = "  endpoints: {remove: [s3]}\n";

constexpr std::array variants{
    Variant{{"PrivateWithoutEc2", "private", closed}, no_ec2, "node.ec2", "no-endpoint"},
    Variant{
        {"PrivateWithoutRegistry", "private", closed}, no_registry, "node.ecr-api", "no-endpoint"},
    Variant{
        {"PrivateWithoutLayers", "private", closed}, no_layers, "node.s3-layers", "no-endpoint"},
    Variant{{"BothWithoutEc2", both, closed}, no_ec2, "node.ec2", "no-endpoint"},
    Variant{{"BothWithoutRegistry", both, closed}, no_registry, "node.ecr-api", "no-endpoint"},
    Variant{{"BothWithoutLayers", both, closed}, no_layers, "node.s3-layers", "no-endpoint"},
    Variant{{"PublicWithoutNat", "public", closed}, "", "node.api-server", "no-route"},
    Variant{{"PublicWithoutPrivateSide", "public", closed},
            "",
            "node.api-server",
            "api-private-access-off"},
    Variant{{"PublicNodesNotAdmitted", public_mode.access, ", nodes: public"},
            "",
            "node.api-server",
            "api-public-cidrs"},
};

class ModeVariants : public ::testing::TestWithParam<Variant> {
  protected:
    ModeCluster cluster_;
};

TEST_P(ModeVariants, FailAsTheyAreProven) {
    const auto& variant = GetParam();
    const auto proof =
        inland_json(cluster_.aws, {"prove", cluster_.spec(variant.mode, variant.more)});
    const auto refused = cluster_.apply(variant.mode, variant.more);
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.out + refused.err, HasSubstr(variant.stops));

    const auto forced = cluster_.apply_unproven(variant.mode, variant.more);
    EXPECT_EQ(forced.exit_code, 1);
    const auto status = inland_json(cluster_.aws, {"status", "modes"});
    for (const auto* group : {"general", "batch"}) {
        const auto broken = broken_for(proof, group);
        ASSERT_THAT(broken, Contains(::testing::Key(variant.stops)));
        EXPECT_THAT(broken.at(std::string(variant.stops)), Contains(variant.cause));
        const auto machines = machines_of(status, group);
        EXPECT_THAT(machines, Not(SizeIs(0)));
        for (const auto& machine : machines) {
            expect_as_proven(machine, broken);
            EXPECT_EQ(machine.last_flow, variant.stops);
            EXPECT_THAT(machine.last_detail, HasSubstr(variant.cause));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, ModeVariants, ::testing::ValuesIn(variants),
                         [](const auto& variant) { return std::string(variant.param.mode.name); });

}  // namespace
}  // namespace inland::testing
