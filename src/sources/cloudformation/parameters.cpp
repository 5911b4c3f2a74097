// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"
#include "core/utf16.h"
#include "sources/cloudformation.h"

#include <algorithm>
#include <array>

namespace inland::sources {
namespace {

using Values = std::map<std::string, std::string>;

Result<void> add(Values& values, std::string_view name, const json::value& value) {
    if (name.empty() || !(value.is_string() || value.is_number() || value.is_bool()))
        return failure(ErrorKind::InvalidInput,
                       "a parameter must have a name and a text as its value");
    values[std::string(name)] =
        value.is_string() ? std::string(value.as_string()) : json::serialize(value);
    return {};
}

/// The list that `aws cloudformation create-stack --parameters` takes. UsePreviousValue leaves the
/// value to the stack as it is.
Result<Values> from_list(const json::array& list) {
    Values values;
    for (const auto& row : list) {
        if (find_bool(row, "UsePreviousValue").value_or(false))
            continue;
        const auto* value = find(row, "ParameterValue");
        TRY_VOID(add(values, string_or_empty(row, "ParameterKey"),
                     value != nullptr ? *value : json::value()));
    }
    return values;
}

/// "Name=value", as `aws cloudformation deploy --parameter-overrides` takes them.
bool are_assignments(const json::array& list) {
    return !list.empty() && std::ranges::all_of(list, [](const json::value& value) {
        return value.is_string() && value.as_string().find('=') != std::string_view::npos;
    });
}

Values from_assignments(const json::array& list) {
    Values values;
    for (const auto& value : list) {
        const std::string text(value.as_string());
        values[text.substr(0, text.find('='))] = text.substr(text.find('=') + 1);
    }
    return values;
}

Result<Values> from_object(const json::object& object) {
    const auto* parameters = object.if_contains("Parameters");
    const auto& named =
        parameters != nullptr && parameters->is_object() ? parameters->as_object() : object;
    Values values;
    for (const auto& [name, value] : named)
        TRY_VOID(add(values, name, value));
    return values;
}

}  // namespace

Result<Values> read_parameters(std::string_view bytes) {
    const auto document = TRY(parse_json(TRY(utf8_of(bytes))));
    if (document.is_array())
        return are_assignments(document.as_array()) ? from_assignments(document.as_array())
                                                    : from_list(document.as_array());
    if (document.is_object())
        return from_object(document.as_object());
    return failure(ErrorKind::InvalidInput, "parameters are a list or an object");
}

}  // namespace inland::sources
