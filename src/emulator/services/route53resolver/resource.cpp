// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53resolver/resource.h"

#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tags.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::resolver {

namespace {

constexpr std::size_t greatest_page = 100;

// Both spellings are documented for most filters (Route 53 API Reference, Filter).
constexpr std::array endpoint_filters{FilterRow{"CreatorRequestId", "CreatorRequestId"},
                                      FilterRow{"CREATOR_REQUEST_ID", "CreatorRequestId"},
                                      FilterRow{"Direction", "Direction"},
                                      FilterRow{"DIRECTION", "Direction"},
                                      FilterRow{"HostVPCId", "HostVPCId"},
                                      FilterRow{"HOST_VPC_ID", "HostVPCId"},
                                      FilterRow{"IpAddressCount", "IpAddressCount"},
                                      FilterRow{"IP_ADDRESS_COUNT", "IpAddressCount"},
                                      FilterRow{"Name", "Name"},
                                      FilterRow{"NAME", "Name"},
                                      FilterRow{"SecurityGroupIds", "SecurityGroupIds[]"},
                                      FilterRow{"SECURITY_GROUP_IDS", "SecurityGroupIds[]"},
                                      FilterRow{"Status", "Status"},
                                      FilterRow{"STATUS", "Status"}};
constexpr std::array rule_filters{FilterRow{"CreatorRequestId", "CreatorRequestId"},
                                  FilterRow{"CREATOR_REQUEST_ID", "CreatorRequestId"},
                                  FilterRow{"DomainName", "DomainName"},
                                  FilterRow{"DOMAIN_NAME", "DomainName"},
                                  FilterRow{"Name", "Name"},
                                  FilterRow{"NAME", "Name"},
                                  FilterRow{"ResolverEndpointId", "ResolverEndpointId"},
                                  FilterRow{"RESOLVER_ENDPOINT_ID", "ResolverEndpointId"},
                                  FilterRow{"Status", "Status"},
                                  FilterRow{"STATUS", "Status"},
                                  FilterRow{"Type", "RuleType"},
                                  FilterRow{"TYPE", "RuleType"}};
constexpr std::array association_filters{FilterRow{"Name", "Name"},
                                         FilterRow{"NAME", "Name"},
                                         FilterRow{"ResolverRuleId", "ResolverRuleId"},
                                         FilterRow{"RESOLVER_RULE_ID", "ResolverRuleId"},
                                         FilterRow{"Status", "Status"},
                                         FilterRow{"STATUS", "Status"},
                                         FilterRow{"VPCId", "VPCId"},
                                         FilterRow{"VPC_ID", "VPCId"}};

const FilterRow* row_of(const Type& type, std::string_view name) {
    const auto row = std::ranges::find(type.filters, name, &FilterRow::name);
    return row == type.filters.end() ? nullptr : &*row;
}

Result<void> check_filters(const Call& call, const Type& type) {
    for (const auto& filter : list_of(call.input, "Filters")) {
        const auto name = text_of(filter.get_object(), "Name");
        if (row_of(type, name) == nullptr)
            return refuse("InvalidParameterException",
                          fmt::format("The filter '{}' is invalid", name));
        if (list_of(filter.get_object(), "Values").empty())
            return refuse("InvalidParameterException",
                          fmt::format("No values specified for filter {}", name));
    }
    return {};
}

bool matches(const Call& call, const Type& type, const json::object& document) {
    return std::ranges::all_of(list_of(call.input, "Filters"), [&](const json::value& filter) {
        const auto* row = row_of(type, text_of(filter.get_object(), "Name"));
        const auto wanted = texts_of(filter.get_object(), "Values");
        return std::ranges::any_of(values_at(document, row->path), [&](const std::string& value) {
            return std::ranges::find(wanted, value) != wanted.end();
        });
    });
}

Result<std::size_t> size_of(const Call& call) {
    const auto size = number_of(call.input, "MaxResults", greatest_page);
    if (size < 1 || size > static_cast<std::int64_t>(greatest_page))
        return refuse("InvalidParameterException",
                      fmt::format("MaxResults must be between 1 and {}", greatest_page));
    return static_cast<std::size_t>(size);
}

}  // namespace

const Type endpoint_type{.kind = kind::resolver_endpoint,
                         .arn_part = "resolver-endpoint",
                         .id_member = "ResolverEndpointId",
                         .missing = "Resolver endpoint with ID '{}' does not exist.",
                         .list_output = "ResolverEndpoints",
                         .filters = endpoint_filters};
const Type rule_type{.kind = kind::resolver_rule,
                     .arn_part = "resolver-rule",
                     .id_member = "ResolverRuleId",
                     .missing = "Resolver rule with ID '{}' does not exist.",
                     .list_output = "ResolverRules",
                     .filters = rule_filters};
const Type association_type{.kind = kind::resolver_rule_association,
                            .arn_part = "",
                            .id_member = "ResolverRuleAssociationId",
                            .missing = "Resolver rule association with ID '{}' does not exist.",
                            .list_output = "ResolverRuleAssociations",
                            .filters = association_filters};

Result<RecordKey> find_resource(const Call& call, const Type& type) {
    RecordKey key{call.scope(), std::string(type.kind), text_of(call.input, type.id_member)};
    if (call.world.store().find(key) == nullptr)
        return refuse("ResourceNotFoundException", fmt::format(fmt::runtime(type.missing), key.id));
    return key;
}

std::string resource_arn(const Call& call, const Type& type, std::string_view id) {
    return arn(call.world, call.scope(), "route53resolver",
               fmt::format("{}/{}", type.arn_part, id));
}

Result<json::object> list_resources(const Call& call, const Type& type, json::array documents) {
    TRY_VOID(check_filters(call, type));
    const auto size = TRY(size_of(call));
    json::array selected;
    for (auto& document : documents)
        if (matches(call, type, document.get_object()))
            selected.push_back(std::move(document));
    auto page = TRY(take_page(std::move(selected), text_of(call.input, "NextToken"), size,
                              "InvalidNextTokenException"));
    json::object output{{type.list_output, std::move(page.items)}, {"MaxResults", size}};
    if (!page.next_token.empty())
        output["NextToken"] = page.next_token;
    return output;
}

Result<void> check_creator(const Call& call, const Type& type, std::string_view what) {
    const auto id = text_of(call.input, "CreatorRequestId");
    for (const auto& [key, document] : call.world.store().list(call.scope(), type.kind))
        if (text_of(*document, "CreatorRequestId") == id)
            return refuse("ResourceExistsException",
                          fmt::format("{} with creator request id {} already exists", what, id));
    return {};
}

Result<json::array> tags_of(const Call& call) {
    json::array tags;
    merge_tags(tags, list_of(call.input, "Tags"));
    TRY_VOID(check_tags(tags, "InvalidTagException"));
    return tags;
}

std::string status_message(const Call& call, std::string_view what) {
    const auto& id = call.request_id;
    return fmt::format("[Trace id: 1-{}-{}] {}", id.substr(0, 8), id.substr(id.rfind('-') + 1),
                       what);
}

std::unexpected<Error> limit_exceeded(const Call& call, std::string_view limit) {
    return refuse("LimitExceededException",
                  fmt::format("Account '{}' has exceeded '{}'", call.caller.account, limit));
}

}  // namespace inland::emulator::resolver
