// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/elasticloadbalancing/condition.h"

#include "emulator/services/elasticloadbalancing/resource.h"
#include "emulator/services/members.h"
#include "emulator/services/quota.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::balancing {

namespace {

struct FieldRow {
    std::string_view field;
    std::string_view config;
    bool in_values;  ///< the plain Values member means the same
};
constexpr std::array fields{
    FieldRow{"host-header", "HostHeaderConfig", true},
    FieldRow{"path-pattern", "PathPatternConfig", true},
    FieldRow{"http-header", "HttpHeaderConfig", false},
    FieldRow{"http-request-method", "HttpRequestMethodConfig", false},
    FieldRow{"query-string", "QueryStringConfig", false},
    FieldRow{"source-ip", "SourceIpConfig", false},
};

Result<json::object> complete(json::object condition) {
    const auto field = text_of(condition, "Field");
    const auto row = std::ranges::find(fields, field, &FieldRow::field);
    if (row == fields.end())
        return invalid(
            fmt::format("Condition field '{}' must be one of '[path-pattern, "
                        "host-header, http-header, http-request-method, query-string, "
                        "source-ip]'",
                        field));
    if (row->in_values && !list_of(condition, "Values").empty() && !has(condition, row->config))
        condition[row->config] = json::object{{"Values", condition["Values"]}};
    const auto& values = list_of(object_of(condition, row->config), "Values");
    const bool by_expression = !list_of(object_of(condition, row->config), "RegexValues").empty();
    if (values.empty() && !by_expression)
        return invalid("A condition value must be specified");
    if (row->in_values && !values.empty())
        condition["Values"] = json::array(values);
    return condition;
}

std::size_t count_values(const json::array& conditions) {
    std::size_t count = 0;
    for (const auto& condition : conditions)
        for (const auto& row : fields) {
            const auto& config = object_of(condition.as_object(), row.config);
            count += list_of(config, "Values").size() + list_of(config, "RegexValues").size();
        }
    return count;
}

}  // namespace

Result<json::array> complete_conditions(const Call& call, const json::array& conditions) {
    if (conditions.empty())
        return invalid("A condition must be specified");
    json::array completed;
    for (const auto& condition : conditions)
        completed.push_back(TRY(complete(condition.as_object())));
    TRY_VOID(
        check_quota(call, "elasticloadbalancing.ConditionValuesPerRule", count_values(completed)));
    return completed;
}

}  // namespace inland::emulator::balancing
