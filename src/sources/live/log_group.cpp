// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"

namespace inland::sources::live {
namespace {

/// The tags call takes the ARN without the ":*" that descriptions end in.
Result<topology::Tags> tags_of(const Reading& reading, const json::value& document) {
    auto arn = string_or_empty(document, "logGroupArn");
    if (arn.empty())
        arn = string_or_empty(document, "arn");
    if (arn.ends_with(":*"))
        arn.resize(arn.size() - 2);
    const auto answer = TRY(reading.call("logs", "ListTagsForResource", {{"resourceArn", arn}}));
    return tag_map(answer, "tags");
}

}  // namespace

Result<void> read_log_groups(Reading& reading) {
    json::object input;
    if (!reading.everything())
        input["logGroupNamePrefix"] = "/aws/eks/" + reading.options.cluster + "/";
    const auto documents =
        TRY(reading.list("logs", "DescribeLogGroups", "logGroups", std::move(input)));
    for (const auto& document : documents) {
        auto group = resource_of<topology::LogGroup>(string_or_empty(document, "logGroupName"),
                                                     TRY(tags_of(reading, document)));
        group.log_group_name = group.id;
        group.retention_days = number<int>(document, "retentionInDays");
        reading.topology.add(std::move(group));
    }
    return {};
}

}  // namespace inland::sources::live
