// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ssm/version.h"

#include "core/crypto.h"
#include "emulator/services/kms/sealed_text.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "emulator/services/ssm/parameter.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view sealed_prefix = "AQICAH";

Result<const json::object*> find_named(const Call& call) {
    const auto name = text_of(call.input, "Name");
    const auto* parameter = call.world.store().find(parameter_key(call, name));
    if (parameter == nullptr)
        return refuse("ParameterNotFound", fmt::format("Parameter {} not found.", name));
    return parameter;
}

Result<json::object> get_parameter_history(const Call& call) {
    constexpr std::int64_t greatest = 50;
    const auto* parameter = TRY(find_named(call));
    json::array rows;
    for (const auto& version : list_of(*parameter, "_history"))
        rows.emplace_back(shown_value(call, version.as_object()));
    rows.emplace_back(shown_value(call, *parameter));
    for (auto& row : rows)
        (void)list_in(row.as_object(), "Labels");
    return ssm_page(call, "Parameters", std::move(rows), greatest);
}

/// Gives the version the labels, and takes them from every other.
void relabel(json::object& row, std::int64_t version, const std::vector<std::string>& labels) {
    json::array kept;
    for (const auto& label : list_of(row, "Labels"))
        if (std::ranges::find(labels, std::string(label.as_string())) == labels.end())
            kept.push_back(label);
    if (number_of(row, "Version") == version)
        for (const auto& label : labels)
            kept.emplace_back(label);
    row["Labels"] = std::move(kept);
}

Result<json::object> label_version(const Call& call) {
    const auto* known = TRY(find_named(call));
    const auto key = parameter_key(call, text_of(call.input, "Name"));
    const auto version = number_of(call.input, "ParameterVersion", number_of(*known, "Version"));
    if (version_of(*known, fmt::format(":{}", version)) == nullptr)
        return refuse(
            "ParameterVersionNotFound",
            fmt::format("Systems Manager could not find version {} of {}.", version, key.id));
    const auto labels = texts_of(call.input, "Labels");
    call.world.store().update(key, [&](json::object& parameter) {
        relabel(parameter, version, labels);
        for (auto& row : list_in(parameter, "_history"))
            relabel(row.as_object(), version, labels);
    });
    return json::object{{"InvalidLabels", json::array()}, {"ParameterVersion", version}};
}

constexpr std::array operations{
    OperationRow{"GetParameterHistory", get_parameter_history},
    OperationRow{"LabelParameterVersion", label_version},
};

}  // namespace

Selected select_version(std::string_view text) {
    constexpr std::string_view marker = ":parameter/";
    if (const auto place = text.find(marker); text.starts_with("arn:") && place != text.npos)
        text.remove_prefix(place + marker.size() - 1);
    const auto end = std::min(text.find(':'), text.size());
    return {std::string(text.substr(0, end)), std::string(text.substr(end))};
}

const json::object* version_of(const json::object& parameter, std::string_view selector) {
    if (selector.empty())
        return &parameter;
    selector.remove_prefix(1);
    const auto fits = [&](const json::object& version) {
        return std::to_string(number_of(version, "Version")) == selector ||
               contains(list_of(version, "Labels"), selector);
    };
    if (fits(parameter))
        return &parameter;
    for (const auto& row : list_of(parameter, "_history"))
        if (fits(row.as_object()))
            return &row.as_object();
    return nullptr;
}

json::object shown_value(const Call& call, json::object parameter) {
    if (text_of(parameter, "Type") != "SecureString" || flag_of(call.input, "WithDecryption"))
        return parameter;
    const auto sealed = seal(text_of(parameter, "KeyId"), text_of(parameter, "Value"), {});
    parameter["Value"] = std::string(sealed_prefix) + base64(sealed);
    return parameter;
}

void remember_version(json::object& parameter) {
    constexpr std::size_t most = 99;
    json::object version;
    copy_members(parameter, version,
                 {"Name", "Type", "KeyId", "LastModifiedDate", "LastModifiedUser", "Description",
                  "Value", "AllowedPattern", "Version", "Labels", "Tier", "DataType"});
    auto& history = list_in(parameter, "_history");
    history.push_back(std::move(version));
    if (history.size() > most)
        history.erase(history.begin());
    parameter.erase("Labels");
}

std::span<const OperationRow> parameter_version_operations() {
    return operations;
}

}  // namespace inland::emulator
