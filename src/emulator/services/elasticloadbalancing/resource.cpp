// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/resource.h"

#include "core/crypto.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::balancing {

const Type load_balancer_type{.kind = kind::load_balancer,
                              .arn_member = "LoadBalancerArn",
                              .arn_part = ":loadbalancer/",
                              .noun = "load balancer",
                              .list_output = "LoadBalancers",
                              .not_found_code = "LoadBalancerNotFound",
                              .not_found_text = "Load balancer '{}' not found"};

const Type target_group_type{.kind = kind::target_group,
                             .arn_member = "TargetGroupArn",
                             .arn_part = ":targetgroup/",
                             .noun = "target group",
                             .list_output = "TargetGroups",
                             .not_found_code = "TargetGroupNotFound",
                             .not_found_text = "Target groups '{}' not found"};

const Type listener_type{.kind = kind::listener,
                         .arn_member = "ListenerArn",
                         .arn_part = ":listener/",
                         .noun = "listener",
                         .list_output = "Listeners",
                         .not_found_code = "ListenerNotFound",
                         .not_found_text = "Listener '{}' not found"};

const Type rule_type{.kind = kind::listener_rule,
                     .arn_member = "RuleArn",
                     .arn_part = ":listener-rule/",
                     .noun = "listener rule",
                     .list_output = "Rules",
                     .not_found_code = "RuleNotFound",
                     .not_found_text = "Rule '{}' not found"};

namespace {

constexpr std::size_t longest_name = 32;
constexpr std::size_t suffix_digits = 16;
constexpr std::int64_t greatest_page = 400;

std::string lower_first(std::string_view member) {
    std::string name(member);
    name.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(name.front())));
    return name;
}

bool is_name_letter(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-';
}

/// A load balancer that is being deleted is no longer found.
bool is_gone(const json::object& document) {
    return flag_of(document, "_deleted");
}

Result<void> check_names_exist(const Call& call, const Type& type,
                               const std::vector<std::string>& names,
                               std::string_view name_member) {
    const auto records = call.world.store().list(call.scope(), type.kind);
    for (const auto& name : names) {
        const bool found = std::ranges::any_of(records, [&](const auto& record) {
            return !is_gone(*record.second) && text_of(*record.second, name_member) == name;
        });
        if (!found)
            return refuse(
                std::string(type.not_found_code),
                fmt::format("{}s '[{}]' not found",
                            type.noun == "load balancer" ? "Load balancer" : "Target group", name));
    }
    return {};
}

bool is_asked(const std::vector<std::string>& asked, const std::string& value) {
    return std::ranges::find(asked, value) != asked.end();
}

}  // namespace

const Type* type_of_arn(std::string_view arn) {
    static constexpr std::array types{&load_balancer_type, &target_group_type, &listener_type,
                                      &rule_type};
    for (const auto* type : types)
        if (arn.starts_with("arn:") && arn.find(type->arn_part) != std::string_view::npos)
            return type;
    return nullptr;
}

RecordKey key_of(const Call& call, const Type& type, std::string_view arn) {
    return {call.scope(), std::string(type.kind), std::string(arn)};
}

Result<const json::object*> lookup(const Call& call, const Type& type, std::string_view arn) {
    if (type_of_arn(arn) != &type)
        return invalid(fmt::format("'{}' is not a valid {} ARN", arn, type.noun));
    const auto* document = call.world.store().find(key_of(call, type, arn));
    if (document == nullptr || is_gone(*document))
        return refuse(std::string(type.not_found_code),
                      fmt::format(fmt::runtime(type.not_found_text), arn));
    return document;
}

Result<const json::object*> lookup_input(const Call& call, const Type& type) {
    TRY_VOID(need(call, {type.arn_member}));
    return lookup(call, type, text_of(call.input, type.arn_member));
}

Result<void> need(const Call& call, std::initializer_list<std::string_view> members) {
    for (const auto member : members)
        if (!has(call.input, member))
            return invalid(
                fmt::format("1 validation error detected: Value null at '{}' failed to "
                            "satisfy constraint: Member must not be null",
                            lower_first(member)));
    return {};
}

std::unexpected<Error> invalid(std::string message) {
    return refuse("ValidationError", std::move(message));
}

Result<void> check_name(std::string_view noun, std::string_view name) {
    if (name.empty())
        return invalid(fmt::format("The {} name cannot be empty", noun));
    if (name.size() > longest_name)
        return invalid(fmt::format("The {} name '{}' cannot be longer than '{}' characters", noun,
                                   name, longest_name));
    if (!std::ranges::all_of(name, is_name_letter))
        return invalid(
            fmt::format("The {} name '{}' can only contain characters that are "
                        "alphanumeric characters and hyphens(-)",
                        noun, name));
    if (name.starts_with('-') || name.ends_with('-'))
        return invalid(
            fmt::format("The {} name '{}' cannot begin or end with a hyphen(-)", noun, name));
    return {};
}

std::string new_suffix(const Call& call) {
    return hex(sha256(call.world.new_id("elb-"))).substr(0, suffix_digits);
}

Result<json::object> paginate(const Call& call, std::string_view list_output, json::array items) {
    const auto size = number_of(call.input, "PageSize", greatest_page);
    if (size < 1 || size > greatest_page)
        return invalid(
            fmt::format("1 validation error detected: Value '{}' at 'pageSize' failed "
                        "to satisfy constraint: Member must have value between 1 and {}",
                        size, greatest_page));
    auto page = TRY(take_page(std::move(items), text_of(call.input, "Marker"),
                              static_cast<std::size_t>(size), "ValidationError"));
    json::object output{{list_output, std::move(page.items)}};
    if (!page.next_token.empty())
        output["NextMarker"] = page.next_token;
    return output;
}

Result<json::array> select(const Call& call, const Type& type, std::string_view arns_input,
                           std::string_view names_input, std::string_view name_member) {
    const auto arns = texts_of(call.input, arns_input);
    const auto names =
        names_input.empty() ? std::vector<std::string>() : texts_of(call.input, names_input);
    if (!arns.empty() && !names.empty())
        return invalid(fmt::format("{} names and {} ARNs cannot be specified at the same time",
                                   type.noun, type.noun));
    for (const auto& arn : arns)
        (void)TRY(lookup(call, type, arn));
    TRY_VOID(check_names_exist(call, type, names, name_member));
    json::array selected;
    for (const auto& [arn, document] : call.world.store().list(call.scope(), type.kind)) {
        const bool asked = (arns.empty() && names.empty()) || is_asked(arns, arn) ||
                           (!names.empty() && is_asked(names, text_of(*document, name_member)));
        if (asked && !is_gone(*document))
            selected.push_back(*document);
    }
    return selected;
}

}  // namespace inland::emulator::balancing
