// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ssm/parameter.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/image.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/ssm/version.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

std::string parameter_arn(const Call& call, std::string_view account, std::string_view name) {
    return arn(call.world, {std::string(account), call.caller.region}, "ssm",
               fmt::format("parameter{}{}", name.starts_with('/') ? "" : "/", name));
}

/// AWS's public parameters: the ids and releases of EKS's images (EKS-FACTS.md 6.4).
std::optional<json::object> public_parameter(const Call& call, const std::string& name) {
    constexpr std::string_view id_leaf = "image_id";
    const auto leaf = last_segment(name);
    if (!name.starts_with("/aws/service/") ||
        (leaf != id_leaf && leaf != "release_version" && leaf != "image_version"))
        return std::nullopt;
    const auto parent = name.substr(0, name.size() - leaf.size());
    const auto image =
        image_of_parameter(call.world, call.caller.region, parent + std::string(id_leaf));
    if (!image)
        return std::nullopt;
    return json::object{{"Name", name},
                        {"Type", "String"},
                        {"Value", leaf == id_leaf ? image->id : image->release_version},
                        {"Version", 1},
                        {"LastModifiedDate", "2026-11-12T00:00:00Z"},
                        {"ARN", parameter_arn(call, "", name)},
                        {"DataType", leaf == id_leaf ? "aws:ec2:image" : "text"}};
}

std::optional<json::object> find_parameter(const Call& call, std::string_view text) {
    const auto [name, selector] = select_version(text);
    const auto* own = call.world.store().find(parameter_key(call, name));
    if (own == nullptr)
        return public_parameter(call, name);
    const auto* version = version_of(*own, selector);
    if (version == nullptr)
        return std::nullopt;
    auto shown = shown_value(call, *own);
    copy_members(shown_value(call, *version), shown,
                 {"Type", "Value", "Version", "LastModifiedDate", "DataType"});
    if (!selector.empty())
        shown["Selector"] = selector;
    return shown;
}

bool is_selected_version_missing(const Call& call, std::string_view text) {
    return call.world.store().find(parameter_key(call, select_version(text).name)) != nullptr;
}

Result<json::object> get_parameter(const Call& call) {
    const auto name = text_of(call.input, "Name");
    auto parameter = find_parameter(call, name);
    if (!parameter && is_selected_version_missing(call, name))
        return refuse("ParameterVersionNotFound",
                      fmt::format("Systems Manager could not find version {} of {}.",
                                  select_version(name).selector, select_version(name).name));
    if (!parameter)
        return refuse("ParameterNotFound", fmt::format("Parameter {} not found.", name));
    return json::object{{"Parameter", std::move(*parameter)}};
}

Result<json::object> get_parameters(const Call& call) {
    json::array found;
    json::array invalid;
    for (const auto& name : texts_of(call.input, "Names")) {
        if (auto parameter = find_parameter(call, name); parameter)
            found.push_back(std::move(*parameter));
        else
            invalid.emplace_back(name);
    }
    return json::object{{"Parameters", std::move(found)},
                        {"InvalidParameters", std::move(invalid)}};
}

/// The names of AWS's public parameters; their paths are asked for by page.
std::vector<std::string> public_parameters(const Call& call) {
    std::vector<std::string> names;
    for (const auto& id : image_parameters(call.world, call.caller.region)) {
        const auto parent = id.substr(0, id.rfind('/') + 1);
        for (const auto* leaf : {"image_id", "release_version", "image_version"})
            if (public_parameter(call, parent + leaf))
                names.push_back(parent + leaf);
    }
    std::ranges::sort(names);
    return names;
}

bool under(std::string_view name, std::string path, bool recursive) {
    if (!path.ends_with('/'))
        path += '/';
    return name.starts_with(path) &&
           (recursive || name.substr(path.size()).find('/') == std::string_view::npos);
}

Result<json::object> get_parameters_by_path(const Call& call) {
    constexpr std::int64_t greatest = 10;
    const auto path = text_of(call.input, "Path");
    const bool recursive = flag_of(call.input, "Recursive");
    if (!path.starts_with('/'))
        return refuse("ValidationException",
                      "The parameter doesn't meet the parameter name requirements. The parameter "
                      "name must begin with a forward slash \"/\".");
    json::array rows;
    for (const auto& [name, parameter] : call.world.store().list(call.scope(), kind::parameter))
        if (under(name, path, recursive))
            rows.emplace_back(shown_value(call, *parameter));
    for (const auto& name : public_parameters(call))
        if (under(name, path, recursive))
            rows.emplace_back(*public_parameter(call, name));
    return ssm_page(call, "Parameters", std::move(rows), greatest);
}

Result<void> check_new(const Call& call, const std::string& name, bool exists) {
    if (name.empty() || name.starts_with("/aws") || name.starts_with("aws") ||
        name.starts_with("/ssm") || name.starts_with("ssm"))
        return refuse("ValidationException",
                      "Parameter name: can't be prefixed with \"aws\" or \"ssm\" "
                      "(case-insensitive).");
    constexpr std::size_t longest = 8192;
    if (text_of(call.input, "Value").empty() || text_of(call.input, "Value").size() > longest)
        return refuse("ValidationException",
                      "1 validation error detected: Value at 'value' failed to satisfy constraint");
    if (exists && !flag_of(call.input, "Overwrite"))
        return refuse("ParameterAlreadyExists",
                      "The parameter already exists. To overwrite this value, set the overwrite "
                      "option in the request to true.");
    if (!exists && !has(call.input, "Type"))
        return refuse("ValidationException",
                      "A parameter type is required when you create a parameter.");
    return {};
}

Result<json::object> put_parameter(const Call& call) {
    const auto name = text_of(call.input, "Name");
    const auto key = parameter_key(call, name);
    const auto* known = call.world.store().find(key);
    TRY_VOID(check_new(call, name, known != nullptr));
    auto parameter = known == nullptr ? json::object() : *known;
    if (known != nullptr)
        remember_version(parameter);
    const auto version = number_of(parameter, "Version") + 1;
    parameter["Name"] = name;
    parameter["ARN"] = parameter_arn(call, call.caller.account, name);
    parameter["DataType"] = "text";
    parameter["Version"] = version;
    parameter["LastModifiedDate"] = timestamp(call.world);
    parameter["Tier"] = has(call.input, "Tier") ? text_of(call.input, "Tier") : "Standard";
    parameter["LastModifiedUser"] = call.caller.principal_arn;
    copy_members(call.input, parameter,
                 {"Type", "Value", "DataType", "Description", "KeyId", "AllowedPattern"});
    if (text_of(parameter, "Type") == "SecureString" && !has(parameter, "KeyId"))
        parameter["KeyId"] = "alias/aws/ssm";
    merge_tags(list_in(parameter, "_tags"), list_of(call.input, "Tags"));
    const auto tier = text_of(parameter, "Tier");
    call.world.store().put(key, std::move(parameter));
    return json::object{{"Version", version}, {"Tier", tier}};
}

Result<json::object> delete_parameter(const Call& call) {
    if (!call.world.store().erase(parameter_key(call, text_of(call.input, "Name"))))
        return refuse("ParameterNotFound",
                      fmt::format("Parameter {} not found.", text_of(call.input, "Name")));
    return json::object{};
}

Result<json::object> delete_parameters(const Call& call) {
    json::array deleted;
    json::array invalid;
    for (const auto& name : texts_of(call.input, "Names"))
        (call.world.store().erase(parameter_key(call, name)) ? deleted : invalid)
            .emplace_back(name);
    return json::object{{"DeletedParameters", std::move(deleted)},
                        {"InvalidParameters", std::move(invalid)}};
}

/// A filter of DescribeParameters: Name with BeginsWith, Contains or Equals; Path.
bool matches(const json::object& filter, std::string_view name) {
    const auto option = text_of(filter, "Option");
    const auto values = texts_of(filter, "Values");
    return std::ranges::any_of(values, [&](const std::string& value) {
        if (text_of(filter, "Key") == "Path")
            return under(name, value, option == "Recursive");
        if (option == "BeginsWith")
            return name.starts_with(value);
        return option == "Contains" ? name.find(value) != std::string_view::npos : name == value;
    });
}

Result<json::object> describe_parameters(const Call& call) {
    constexpr std::int64_t greatest = 50;
    json::array rows;
    for (const auto& [name, parameter] : call.world.store().list(call.scope(), kind::parameter)) {
        const auto& filters = list_of(call.input, "ParameterFilters");
        const bool wanted = std::ranges::all_of(
            filters, [&](const json::value& filter) { return matches(filter.as_object(), name); });
        if (!wanted)
            continue;
        json::object row{{"Tier", "Standard"}, {"Policies", json::array()}};
        copy_members(*parameter, row,
                     {"Name", "ARN", "Type", "KeyId", "LastModifiedDate", "Description", "Version",
                      "DataType"});
        rows.push_back(std::move(row));
    }
    return ssm_page(call, "Parameters", std::move(rows), greatest);
}

Result<RecordKey> find_tagged(const Call& call) {
    auto key = parameter_key(call, text_of(call.input, "ResourceId"));
    if (text_of(call.input, "ResourceType") != "Parameter" ||
        call.world.store().find(key) == nullptr)
        return refuse("InvalidResourceId", "The resource ID isn't valid.");
    return key;
}

Result<json::object> add_tags(const Call& call) {
    call.world.store().update(TRY(find_tagged(call)), [&](json::object& parameter) {
        merge_tags(list_in(parameter, "_tags"), list_of(call.input, "Tags"));
    });
    return json::object{};
}

Result<json::object> remove_tags_from(const Call& call) {
    call.world.store().update(TRY(find_tagged(call)), [&](json::object& parameter) {
        remove_tags(list_in(parameter, "_tags"), texts_of(call.input, "TagKeys"));
    });
    return json::object{};
}

Result<json::object> list_tags(const Call& call) {
    const auto* parameter = call.world.store().find(TRY(find_tagged(call)));
    return json::object{{"TagList", list_of(*parameter, "_tags")}};
}

constexpr std::array operations{
    OperationRow{"GetParameter", get_parameter, "of AWS's public parameters those of EKS's images"},
    OperationRow{"GetParameters", get_parameters,
                 "of AWS's public parameters those of EKS's images"},
    OperationRow{"GetParametersByPath", get_parameters_by_path,
                 "of AWS's public parameters those of EKS's images"},
    OperationRow{"PutParameter", put_parameter, "an AllowedPattern is kept and not checked"},
    OperationRow{"DeleteParameter", delete_parameter},
    OperationRow{"DeleteParameters", delete_parameters},
    OperationRow{"DescribeParameters", describe_parameters, "filters by Name, Type and Path"},
    OperationRow{"AddTagsToResource", add_tags},
    OperationRow{"RemoveTagsFromResource", remove_tags_from},
    OperationRow{"ListTagsForResource", list_tags},
};

}  // namespace

RecordKey parameter_key(const Call& call, std::string_view name) {
    return {call.scope(), std::string(kind::parameter), std::string(name)};
}

Result<json::object> ssm_page(const Call& call, std::string_view list, json::array items,
                              std::int64_t greatest) {
    const auto size =
        std::clamp<std::int64_t>(number_of(call.input, "MaxResults", greatest), 1, greatest);
    auto page = TRY(take_page(std::move(items), text_of(call.input, "NextToken"),
                              static_cast<std::size_t>(size), "InvalidNextToken"));
    json::object output{{list, std::move(page.items)}};
    if (!page.next_token.empty())
        output["NextToken"] = page.next_token;
    return output;
}

std::span<const OperationRow> ssm_operations() {
    return operations;
}

}  // namespace inland::emulator
