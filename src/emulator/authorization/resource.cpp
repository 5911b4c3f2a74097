// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/resource.h"

#include "aws/text_lines.h"
#include "emulator/authorization/template.h"
#include "emulator/services/arn.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// "arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-1" in its parts.
struct ArnParts {
    std::string_view partition, service, region, account, resource;
};

std::string_view take_field(std::string_view& text) {
    const auto colon = text.find(':');
    const auto field = text.substr(0, colon);
    text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
    return field;
}

ArnParts parts_of(std::string_view arn) {
    ArnParts parts;
    take_field(arn);
    parts.partition = take_field(arn);
    parts.service = take_field(arn);
    parts.region = take_field(arn);
    parts.account = take_field(arn);
    parts.resource = arn;
    return parts;
}

std::string_view type_of(std::string_view resource) {
    return resource.substr(0, resource.find_first_of("/:"));
}

const knowledge::ResourceRecord* row_for(const World& world, const ArnParts& arn) {
    const auto* service = world.tables().permissions_of(arn.service);
    if (service == nullptr)
        return nullptr;
    const auto row = std::ranges::find(service->records, type_of(arn.resource),
                                       &knowledge::ResourceRecord::type);
    return row == service->records.end() ? nullptr : &*row;
}

std::string_view without_end(std::string_view text, std::string_view end) {
    const auto place = text.find(end);
    return text.substr(0, place);
}

/// The ids that the record may have: services name their records by id, name, path or ARN.
std::vector<std::string> possible_ids(std::string_view arn, std::string_view resource) {
    const auto type = type_of(resource);
    const auto rest = resource.substr(std::min(type.size() + 1, resource.size()));
    return {std::string(rest),
            std::string(without_end(rest, "/*")),
            std::string(without_end(rest, ":log-stream:")),
            std::string(last_segment(rest)),
            "/" + std::string(rest),
            std::string(resource),
            std::string(arn)};
}

const json::object* find_record(const World& world, const knowledge::ResourceRecord& row,
                                const Scope& scope, std::string_view arn,
                                std::string_view resource) {
    for (const auto& id : possible_ids(arn, resource))
        if (const auto* record = world.store().find({scope, row.kind, id}); record != nullptr)
            return record;
    if (row.arn.empty())
        return nullptr;
    for (const auto& [id, record] : world.store().list(scope, row.kind))
        if (text_of(*record, row.arn) == arn)
            return record;
    return nullptr;
}

void add_record_keys(JudgedResource& judged, const knowledge::ResourceRecord& row,
                     const json::object& record, const ArnParts& arn) {
    const auto values = [&](std::string_view name) -> std::vector<std::string> {
        if (name == "partition")
            return {std::string(arn.partition)};
        if (name == "region")
            return {std::string(arn.region)};
        if (name == "account")
            return {std::string(arn.account)};
        return values_at(record, name);
    };
    for (const auto& [key, text] : row.keys)
        if (auto found = fill(text, values); !found.empty())
            judged.keys[aws::to_lower(key)] = std::move(found);
    for (const auto& [key, value] : tags_in(record)) {
        judged.keys["aws:resourcetag/" + aws::to_lower(key)] = {value};
        judged.keys[std::string(arn.service) + ":resourcetag/" + aws::to_lower(key)] = {value};
    }
}

std::string shown(const knowledge::ResourceRecord& row, const JudgedResource& judged) {
    if (row.shown.empty())
        return judged.arn;
    return knowledge::expand(row.shown,
                             {{"id", std::string(last_segment(judged.arn))}, {"arn", judged.arn}});
}

void add_tag(std::map<std::string, std::string>& tags, const json::object& tag) {
    if (has(tag, "TagKey"))
        tags[text_of(tag, "TagKey")] = text_of(tag, "TagValue");
    else if (has(tag, "Key"))
        tags[text_of(tag, "Key")] = text_of(tag, "Value");
}

}  // namespace

std::map<std::string, std::string> tags_in(const json::object& document) {
    std::map<std::string, std::string> tags;
    for (const std::string_view member : {"Tags", "tags", "_tags"}) {
        for (const auto& tag : list_of(document, member))
            if (tag.is_object())
                add_tag(tags, tag.get_object());
        for (const auto& [key, value] : object_of(document, member))
            if (value.is_string())
                tags[std::string(key)] = std::string(value.get_string());
    }
    return tags;
}

std::optional<std::string> typed_id(const knowledge::ServicePermissions& service,
                                    std::string_view id) {
    const knowledge::ResourceRecord* best = nullptr;
    for (const auto& row : service.records)
        if (!row.ids.empty() && id.starts_with(row.ids) &&
            (best == nullptr || row.ids.size() > best->ids.size()))
            best = &row;
    if (best == nullptr)
        return std::nullopt;
    return fmt::format("{}/{}", best->type, id);
}

JudgedResource judged_resource(const World& world, const std::string& account,
                               const std::string& arn) {
    JudgedResource judged{.arn = arn, .shown = arn};
    if (!arn.starts_with("arn:"))
        return judged;
    const auto parts = parts_of(arn);
    judged.type = type_of(parts.resource);
    const auto* row = row_for(world, parts);
    if (row == nullptr)
        return judged;
    const Scope scope{parts.account.empty() ? account : std::string(parts.account),
                      std::string(parts.region)};
    if (const auto* record = find_record(world, *row, scope, arn, parts.resource)) {
        add_record_keys(judged, *row, *record, parts);
        if (!row->arn.empty() && has(*record, row->arn))
            judged.arn = text_of(*record, row->arn);
        if (!row->policy.empty())
            judged.policy = text_of(*record, row->policy);
        judged.guarded = row->guards && !judged.policy.empty();
    }
    judged.shown = shown(*row, judged);
    return judged;
}

}  // namespace inland::emulator
