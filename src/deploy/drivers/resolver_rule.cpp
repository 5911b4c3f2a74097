// SPDX-License-Identifier: Apache-2.0
#include "deploy/compare.h"
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "topology/creator_request_id.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::deploy {
namespace {

using topology::ResolverRule;

constexpr std::string_view service = "route53resolver";
constexpr std::string_view complete = "COMPLETE";
/// Route 53 API Reference, CreateResolverRule.
constexpr std::size_t longest_name = 64;

json::object filter_of(std::string_view name, const std::string& value) {
    return {{"Filters", json::array{json::object{{"Name", name}, {"Values", json::array{value}}}}}};
}

json::array targets_of(const ResolverRule& rule) {
    json::array targets;
    if (!rule.targets.is_known())
        return targets;
    for (const auto& target : rule.targets.value())
        targets.push_back(json::object{{"Ip", target.address.text()}, {"Port", target.port}});
    return targets;
}

std::string name_of(const Context& context) {
    return context.run().cluster.substr(0, longest_name);
}

json::object description_of(Context& context, const ResolverRule& desired,
                            const std::string& creator) {
    json::object input{
        {"CreatorRequestId", creator},           {"Name", name_of(context)},
        {"RuleType", desired.rule_type.value()}, {"DomainName", desired.domain_name.value()},
        {"TargetIps", targets_of(desired)},      {"Tags", Context::tag_list(desired.tags)}};
    if (desired.endpoint.is_known())
        input["ResolverEndpointId"] = context.id_of(desired.endpoint.value());
    return input;
}

/// One that a killed run made is found by the request id, which this run writes again.
Result<std::string> create(Context& context, const ResolverRule& desired) {
    const auto creator = topology::creator_request_id(
        context.run().cluster, desired.key, context.client_token(ResolverRule::type, desired.key));
    const auto there =
        TRY(context.read_all(service, "ListResolverRules", filter_of("CreatorRequestId", creator)));
    if (const auto& found = find_array(there, "ResolverRules"); !found.empty())
        return string_or_empty(found.front(), "Id");
    const auto made = TRY(drivers::change(context, service, "CreateResolverRule",
                                          description_of(context, desired, creator)));
    return string_or_empty(made, "ResolverRule.Id");
}

Result<json::array> associations_of(Context& context, const std::string& rule) {
    const auto answer = TRY(context.read_all(service, "ListResolverRuleAssociations",
                                             filter_of("ResolverRuleId", rule)));
    return find_array(answer, "ResolverRuleAssociations");
}

/// The VPCs that follow the rule or are about to; sorted.
Result<std::vector<std::string>> associated_vpcs(Context& context, const std::string& rule) {
    std::vector<std::string> vpcs;
    for (const auto& association : TRY(associations_of(context, rule)))
        if (string_or_empty(association, "Status") != "DELETING")
            vpcs.push_back(string_or_empty(association, "VPCId"));
    std::ranges::sort(vpcs);
    return vpcs;
}

Result<void> associate(Context& context, const std::string& rule,
                       const std::vector<std::string>& vpcs) {
    for (const auto& vpc : vpcs)
        TRY(drivers::change(
            context, service, "AssociateResolverRule",
            {{"ResolverRuleId", rule}, {"VPCId", vpc}, {"Name", name_of(context)}}));
    return {};
}

Result<void> disassociate(Context& context, const std::string& rule,
                          const std::vector<std::string>& vpcs) {
    for (const auto& vpc : vpcs)
        TRY_VOID(drivers::remove(context, service, "DisassociateResolverRule",
                                 {{"ResolverRuleId", rule}, {"VPCId", vpc}}));
    return {};
}

bool forwards_alike(const ResolverRule& desired, const ResolverRule& observed) {
    return desired.targets == observed.targets && desired.endpoint == observed.endpoint;
}

Result<void> redirect(Context& context, const std::string& id, const ResolverRule& desired) {
    json::object config{{"TargetIps", targets_of(desired)}};
    if (desired.endpoint.is_known())
        config["ResolverEndpointId"] = context.id_of(desired.endpoint.value());
    TRY(drivers::change(context, service, "UpdateResolverRule",
                        {{"ResolverRuleId", id}, {"Config", std::move(config)}}));
    return {};
}

Result<void> put_tags(Context& context, const std::string& id, const topology::Tags& desired) {
    const auto found = TRY(context.read(service, "GetResolverRule", {{"ResolverRuleId", id}}));
    TRY(drivers::change(context, service, "TagResource",
                        {{"ResourceArn", string_or_empty(found, "ResolverRule.Arn")},
                         {"Tags", Context::tag_list(desired)}}));
    return {};
}

/// Associations are looked up: a killed run may have made some.
Result<void> attach(Context& context, const ResolverRule& desired, const ResolverRule* observed) {
    const auto id = context.id_of(ResolverRule::type, desired.key);
    if (observed != nullptr && !forwards_alike(desired, *observed))
        TRY_VOID(redirect(context, id, desired));
    const auto wanted = drivers::ids_of(context, desired.vpcs);
    const auto there = TRY(associated_vpcs(context, id));
    TRY_VOID(disassociate(context, id, drivers::without(there, wanted)));
    TRY_VOID(associate(context, id, drivers::without(wanted, there)));
    if (observed == nullptr || tag_changes(desired.tags, observed->tags).empty())
        return {};
    return put_tags(context, id, desired.tags);
}

/// What a status means; FAILED comes with Resolver's reason.
Readiness judge(const json::value& document) {
    const auto status = string_or_empty(document, "Status");
    if (status == complete)
        return Ready{};
    if (status == "FAILED")
        return Error{.kind = ErrorKind::Failed,
                     .message = fmt::format("{}: {}", string_or_empty(document, "Id"),
                                            string_or_empty(document, "StatusMessage"))};
    return NotYet{status};
}

bool is_ready(const Readiness& readiness) {
    return std::holds_alternative<Ready>(readiness);
}

/// The rule and then each of its associations, until one is not there yet.
Result<Readiness> look(Context& context, const std::string& id) {
    const auto answer = TRY(context.read(service, "GetResolverRule", {{"ResolverRuleId", id}}));
    const auto* rule = find(answer, "ResolverRule");
    auto readiness = rule == nullptr ? Readiness(NotYet{"not visible yet"}) : judge(*rule);
    if (!is_ready(readiness))
        return readiness;
    for (const auto& association : TRY(associations_of(context, id)))
        if (readiness = judge(association); !is_ready(readiness))
            break;
    return readiness;
}

Result<std::vector<Readiness>> ready(Context& context,
                                     std::span<const ResolverRule* const> desired) {
    std::vector<Readiness> answers;
    for (const auto& id : drivers::ids_of(context, desired))
        answers.push_back(TRY(look(context, id)));
    return answers;
}

/// Waits, because a rule that some VPC still follows cannot be deleted.
Result<void> detach(Context& context, const ResolverRule& observed) {
    TRY_VOID(disassociate(context, observed.id, TRY(associated_vpcs(context, observed.id))));
    return drivers::wait_until(context, std::chrono::seconds(5), [&]() -> Result<bool> {
        return TRY(associations_of(context, observed.id)).empty();
    });
}

Result<void> remove(Context& context, const ResolverRule& observed) {
    return drivers::remove(context, service, "DeleteResolverRule",
                           {{"ResolverRuleId", observed.id}});
}

Result<Readiness> look_whether_gone(Context& context, const std::string& id) {
    const auto answer = context.read(service, "GetResolverRule", {{"ResolverRuleId", id}});
    if (answer)
        return NotYet{string_or_empty(*answer, "ResolverRule.Status")};
    return drivers::is_gone(answer.error()) ? Result<Readiness>(Ready{})
                                            : std::unexpected(answer.error());
}

Result<std::vector<Readiness>> gone(Context& context,
                                    std::span<const ResolverRule* const> observed) {
    std::vector<Readiness> answers;
    for (const auto* rule : observed)
        answers.push_back(TRY(look_whether_gone(context, rule->id)));
    return answers;
}

}  // namespace

template <>
const Operations<ResolverRule>& operations() {
    static constexpr Operations<ResolverRule> row = {
        .create = create,
        .attach = attach,
        .ready = ready,
        .detach = detach,
        .remove = remove,
        .gone = gone,
        .create_duration = "route53resolver.AssociateResolverRule",
        .remove_duration = "route53resolver.CreateResolverRule"};
    return row;
}

}  // namespace inland::deploy
