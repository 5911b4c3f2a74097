// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/asked_permission.h"

#include "aws/text_lines.h"
#include "emulator/authorization/principal_policies.h"
#include "emulator/authorization/request_context.h"
#include "emulator/authorization/template.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using Rules = knowledge::ServicePermissions;

bool names(const std::vector<std::string>& patterns, std::string_view operation) {
    return std::ranges::any_of(patterns, [&](std::string_view pattern) {
        return pattern == operation ||
               (pattern.ends_with('*') &&
                operation.starts_with(pattern.substr(0, pattern.size() - 1)));
    });
}

/// What all requests of one call have in common.
class Asking {
  public:
    Asking(const Call& call, const Rules& rules, TimePoint wall_now)
        : call_(call),
          rules_(rules),
          principal_(principal_of(call.world, call.caller)),
          keys_(caller_keys(call.world, call.caller, wall_now)) {
        for (auto& [key, values] : input_keys(call, rules))
            keys_[key] = std::move(values);
    }

    void ask(const std::string& action, const std::vector<std::string>& resources) {
        const auto before = asked_.size();
        for (const auto& text : resources)
            for (const auto& arn : filled(text))
                add(action, arn, {});
        if (asked_.size() == before)
            add(action, "*", {});
    }

    void ask_also(const knowledge::NeededAction& need) {
        ConditionKeys context;
        for (const auto& [key, text] : need.context)
            context[aws::to_lower(key)] = filled_values(text);
        for (const auto& text : need.resources)
            for (const auto& arn : filled(text))
                add(need.action, arn, context);
    }

    [[nodiscard]] std::vector<AskedPermission> take() { return std::move(asked_); }

  private:
    [[nodiscard]] std::vector<std::string> filled_values(const std::string& text) const {
        return fill(text,
                    [&](std::string_view name) { return placeholder_values(call_, rules_, name); });
    }

    [[nodiscard]] bool belongs_to_nobody(std::string_view resource) const {
        return std::ranges::any_of(rules_.accountless, [&](const std::string& beginning) {
            return resource.starts_with(beginning);
        });
    }

    /// A service's ARN before what is none yet.
    [[nodiscard]] std::string completed(std::string resource) const {
        if (resource == "*" || resource.starts_with("arn:"))
            return resource;
        if (const auto place = resource.find('/') + 1; resource.substr(place).starts_with("arn:"))
            return resource.substr(place);
        if (const auto twice = resource.find("//"); twice != std::string::npos)
            resource.erase(twice, 1);
        auto beginning = filled_values(rules_.arn).front();
        if (belongs_to_nobody(resource))
            beginning.erase(beginning.size() - call_.caller.account.size() - 1,
                            call_.caller.account.size());
        return beginning + resource;
    }

    [[nodiscard]] std::vector<std::string> filled(const std::string& text) const {
        auto resources = filled_values(text);
        for (auto& resource : resources)
            resource = completed(std::move(resource));
        return resources;
    }

    void add(const std::string& action, const std::string& arn, const ConditionKeys& context) {
        AskedPermission asked{.resource = judged_resource(call_.world, call_.caller.account, arn)};
        auto& request = asked.request;
        request.action = action;
        request.resource = asked.resource.arn;
        request.principal = principal_;
        request.context = keys_;
        request.context.insert(asked.resource.keys.begin(), asked.resource.keys.end());
        for (auto& [key, values] : tag_specification_keys(call_.input, asked.resource.type))
            request.context[key] = values;
        for (const auto& [key, values] : context)
            request.context[key] = values;
        request = prove::with_principal_keys(std::move(request));
        asked_.push_back(std::move(asked));
    }

    const Call& call_;
    const Rules& rules_;
    prove::PolicyPrincipal principal_;
    ConditionKeys keys_;
    std::vector<AskedPermission> asked_;
};

const std::vector<std::string>& resources_of(const Rules& rules, std::string_view operation) {
    static const std::vector<std::string> any{"*"};
    const auto row = std::ranges::find_if(
        rules.operations, [&](const auto& candidate) { return names(candidate.names, operation); });
    return row == rules.operations.end() ? any : row->resources;
}

}  // namespace

std::vector<AskedPermission> asked_permissions(const Call& call, std::string_view service,
                                               TimePoint wall_now) {
    const knowledge::ServicePermissions unknown{.service = std::string(service),
                                                .prefix = std::string(service)};
    const auto* known = call.world.tables().permissions_of(service);
    const auto* rules = known == nullptr ? &unknown : known;
    if (names(rules->unasked, call.operation))
        return {};
    Asking asking(call, *rules, wall_now);
    asking.ask(fmt::format("{}:{}", rules->prefix, call.operation),
               resources_of(*rules, call.operation));
    for (const auto& need : rules->needs)
        if (names(need.names, call.operation) && (need.when.empty() || has(call.input, need.when)))
            asking.ask_also(need);
    return asking.take();
}

}  // namespace inland::emulator
