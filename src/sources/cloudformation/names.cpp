// SPDX-License-Identifier: Apache-2.0
#include "sources/cloudformation/names.h"

#include "aws/partitions.h"
#include "sources/cloudformation/world.h"
#include "topology/late_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::sources::cloudformation {
namespace {

using knowledge::Position;

Value given(Stack& stack, const std::string& value, std::string_view name, Position position) {
    if (!value.empty())
        return Value::of(value, position);
    return stack.not_known(position, fmt::format("{} (give it with --parameters FILE)", name));
}

/// What a Ref to a resource of that type gives: the name in that property.
struct NameRow {
    std::string_view type;
    std::string_view property;
};
constexpr std::array<NameRow, 5> names = {{
    {"AWS::EKS::Cluster", "Name"},
    {"AWS::IAM::Role", "RoleName"},
    {"AWS::IAM::InstanceProfile", "InstanceProfileName"},
    {"AWS::AutoScaling::AutoScalingGroup", "AutoScalingGroupName"},
    {"AWS::S3::Bucket", "BucketName"},
}};

Value name_of(const Value& reference, const Declared& declared) {
    const auto row = std::ranges::find(names, declared.type, &NameRow::type);
    if (row == names.end() || !reference.attribute.empty())
        return {};
    return declared.stack->property(declared.logical_id, row->property);
}

std::string hole_of(const Value& reference) {
    using namespace topology;
    const auto cluster = fmt::format("cluster/{}", reference.text);  // as holes name clusters
    if (reference.attribute == "Endpoint")
        return late_hole(cluster, late_endpoint);
    if (reference.attribute == "CertificateAuthorityData")
        return late_hole(cluster, late_authority);
    return fmt::format("${{{}{}{}}}", reference.text, reference.attribute.empty() ? "" : ".",
                       reference.attribute);
}

}  // namespace

Value pseudo_parameter(Stack& stack, std::string_view name, std::string_view prefix,
                       Position position) {
    const auto& options = stack.world().options();
    const auto& partition = aws::partition_table_of(options.region).partition;
    if (name == "AWS::NoValue")
        return {.position = position};
    if (name == "AWS::Region")
        return given(stack, options.region, name, position);
    if (name == "AWS::AccountId" && !options.account.empty())
        return Value::of(options.account, position);
    if (name == "AWS::Partition")
        return given(stack, options.region.empty() ? "" : std::string(partition.name), name,
                     position);
    if (name == "AWS::URLSuffix")
        return given(stack, options.region.empty() ? "" : std::string(partition.dns_suffix), name,
                     position);
    return {.kind = ValueKind::Symbolic,
            .text = fmt::format("${{{}{}}}", prefix, name),
            .position = position};
}

Value in_text(Stack& stack, const Value& reference) {
    if (const auto* declared = stack.world().find(reference.text))
        if (auto name = name_of(reference, *declared); !name.is_absent())
            return name;
    return {
        .kind = ValueKind::Symbolic, .text = hole_of(reference), .position = reference.position};
}

}  // namespace inland::sources::cloudformation
