// SPDX-License-Identifier: Apache-2.0
#include "deploy/compare.h"
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"

#include <fmt/format.h>

namespace inland::deploy {
namespace {

using topology::LogGroup;

Result<void> put_tags(Context& context, const LogGroup& desired) {
    const auto partition = context.tables().partition_of(context.run().region);
    const auto arn = fmt::format(
        "arn:{}:logs:{}:{}:log-group:{}", partition == nullptr ? "aws" : partition->name,
        context.run().region, context.run().account, desired.log_group_name.value());
    TRY(drivers::change(context, "logs", "TagResource",
                        {{"resourceArn", arn}, {"tags", Context::tag_map(desired.tags)}}));
    return {};
}

/// EKS makes the group itself where logging was on without it: that one becomes ours.
Result<std::string> create(Context& context, const LogGroup& desired) {
    const auto& name = desired.log_group_name.value();
    const auto made =
        drivers::change(context, "logs", "CreateLogGroup",
                        {{"logGroupName", name}, {"tags", Context::tag_map(desired.tags)}});
    if (!made && made.error().kind != ErrorKind::AlreadyExists)
        return std::unexpected(made.error());
    if (!made)
        TRY_VOID(put_tags(context, desired));
    return name;
}

Result<void> attach(Context& context, const LogGroup& desired, const LogGroup* observed) {
    const topology::Attribute<int> before =
        observed == nullptr ? topology::Attribute<int>() : observed->retention_days;
    if (desired.retention_days.is_known() && desired.retention_days != before) {
        TRY(drivers::change(context, "logs", "PutRetentionPolicy",
                            {{"logGroupName", desired.log_group_name.value()},
                             {"retentionInDays", desired.retention_days.value()}}));
    }
    if (observed != nullptr && !tag_changes(desired.tags, observed->tags).empty())
        return put_tags(context, desired);
    return {};
}

Result<void> remove(Context& context, const LogGroup& observed) {
    return drivers::remove(context, "logs", "DeleteLogGroup", {{"logGroupName", observed.id}});
}

}  // namespace

template <>
const Operations<LogGroup>& operations() {
    static constexpr Operations<LogGroup> row = {.create = create,
                                                 .attach = attach,
                                                 .remove = remove,
                                                 .create_duration = "logs.CreateLogGroup"};
    return row;
}

}  // namespace inland::deploy
