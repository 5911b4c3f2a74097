// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/launch_template.h"

#include "core/crypto.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/image.h"
#include "emulator/services/ec2/instance_operations.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/iam/instance_profile.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/tags.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using Found = std::pair<std::string, const json::object*>;

/// "resolve:ssm:PARAMETER" is the image that the parameter names at this launch.
std::string resolved_image(const World& world, const Scope& scope, const std::string& asked) {
    constexpr std::string_view prefix = "resolve:ssm:";
    if (!asked.starts_with(prefix))
        return asked;
    const auto image = image_of_parameter(world, scope.region, asked.substr(prefix.size()));
    return image ? image->id : asked;  // which EC2 then does not find
}

/// The template that `input` names by LaunchTemplateId or LaunchTemplateName.
Result<Found> find_template(const World& world, const Scope& scope, const json::object& input) {
    const auto id = text_of(input, "LaunchTemplateId");
    const auto name = text_of(input, "LaunchTemplateName");
    for (const auto& [key, document] : world.store().list(scope, kind::launch_template))
        if (id.empty() ? text_of(*document, "LaunchTemplateName") == name : key == id)
            return Found{key, document};
    if (!id.empty())
        return refuse(std::string(launch_template_type.not_found_code),
                      fmt::format(fmt::runtime(launch_template_type.not_found_text), id));
    return refuse("InvalidLaunchTemplateName.NotFoundException",
                  fmt::format("The specified launch template, with template name {}, does not "
                              "exist.",
                              name));
}

std::int64_t version_number(const json::object& document, std::string_view asked) {
    if (asked.empty() || asked == "$Default")
        return number_of(document, "DefaultVersionNumber");
    if (asked == "$Latest")
        return number_of(document, "LatestVersionNumber");
    return std::strtoll(std::string(asked).c_str(), nullptr, 10);
}

const json::object* version_of(const json::object& document, std::int64_t number) {
    for (const auto& version : list_of(document, "_versions"))
        if (number_of(version.get_object(), "VersionNumber") == number)
            return &version.get_object();
    return nullptr;
}

json::object version_row(const World& world, const json::object& document, std::int64_t number,
                         json::object data, std::string_view description) {
    json::object row;
    copy_members(document, row, {"LaunchTemplateId", "LaunchTemplateName", "CreatedBy"});
    row["VersionNumber"] = number;
    if (!description.empty())
        row["VersionDescription"] = description;
    row["CreateTime"] = timestamp(world);
    row["LaunchTemplateData"] = std::move(data);
    return row;
}

/// Members that both shapes of a template's data have are kept; the answer's are the same.
Result<json::object> create_launch_template(const Call& call) {
    TRY_VOID(require(call, {"LaunchTemplateName", "LaunchTemplateData"}));
    const auto name = text_of(call.input, "LaunchTemplateName");
    if (find_template(call.world, call.scope(), {{"LaunchTemplateName", name}}))
        return refuse("InvalidLaunchTemplateName.AlreadyExistsException",
                      "Launch template name already in use.");
    TRY_VOID(
        check_user_data(object_of(call.input, "LaunchTemplateData"), "InvalidUserData.Malformed"));
    auto tags = TRY(tags_for(call, launch_template_type));
    const auto id = make_launch_template(call.world, call.scope(), name,
                                         object_of(call.input, "LaunchTemplateData"),
                                         std::move(tags), call.caller.principal_arn);
    if (const auto description = text_of(call.input, "VersionDescription"); !description.empty())
        call.world.store().update(
            key_of(call, launch_template_type, id), [&](json::object& document) {
                list_in(document, "_versions").front().as_object()["VersionDescription"] =
                    description;
            });
    return json::object{{"LaunchTemplate", shown(call, launch_template_type, id)}};
}

Result<json::object> create_launch_template_version(const Call& call) {
    const auto [id, document] = TRY(find_template(call.world, call.scope(), call.input));
    json::object data;
    if (const auto source = text_of(call.input, "SourceVersion"); !source.empty())
        if (const auto* version = version_of(*document, version_number(*document, source));
            version != nullptr)
            data = object_of(*version, "LaunchTemplateData");
    for (const auto& [member, value] : object_of(call.input, "LaunchTemplateData"))
        data[member] = value;
    const auto number = number_of(*document, "LatestVersionNumber") + 1;
    auto row = version_row(call.world, *document, number, std::move(data),
                           text_of(call.input, "VersionDescription"));
    row["DefaultVersion"] = false;
    call.world.store().update(key_of(call, launch_template_type, id), [&](json::object& target) {
        target["LatestVersionNumber"] = number;
        list_in(target, "_versions").push_back(row);
    });
    return json::object{{"LaunchTemplateVersion", row}};
}

Result<json::object> delete_launch_template(const Call& call) {
    const auto [id, document] = TRY(find_template(call.world, call.scope(), call.input));
    json::object output{{"LaunchTemplate", *document}};
    call.world.store().erase(key_of(call, launch_template_type, id));
    return output;
}

Result<json::object> modify_launch_template(const Call& call) {
    const auto [id, document] = TRY(find_template(call.world, call.scope(), call.input));
    const auto number = version_number(*document, text_of(call.input, "DefaultVersion"));
    if (version_of(*document, number) == nullptr)
        return refuse("InvalidLaunchTemplateId.VersionNotFound",
                      fmt::format("Could not find launch template version {}.", number));
    call.world.store().update(key_of(call, launch_template_type, id), [&](json::object& target) {
        target["DefaultVersionNumber"] = number;
    });
    return json::object{{"LaunchTemplate", shown(call, launch_template_type, id)}};
}

Result<json::object> describe_launch_templates(const Call& call) {
    const auto names = texts_of(call.input, "LaunchTemplateNames");
    for (const auto& name : names)
        (void)TRY(find_template(call.world, call.scope(), {{"LaunchTemplateName", name}}));
    json::array rows;
    for (auto& row : TRY(select(call, launch_template_type)))
        if (names.empty() || std::ranges::find(names, text_of(row.get_object(),
                                                              "LaunchTemplateName")) != names.end())
            rows.push_back(std::move(row));
    return paginate(call, "LaunchTemplates", std::move(rows));
}

bool is_asked_for(const json::object& document, const std::vector<std::string>& versions,
                  std::int64_t number) {
    return versions.empty() || std::ranges::any_of(versions, [&](const std::string& asked) {
               return version_number(document, asked) == number;
           });
}

Result<json::object> describe_launch_template_versions(const Call& call) {
    const auto [id, document] = TRY(find_template(call.world, call.scope(), call.input));
    const auto versions = texts_of(call.input, "Versions");
    json::array rows;
    for (const auto& version : list_of(*document, "_versions")) {
        auto row = version.get_object();
        const auto number = number_of(row, "VersionNumber");
        if (!is_asked_for(*document, versions, number))
            continue;
        row["DefaultVersion"] = number == number_of(*document, "DefaultVersionNumber");
        rows.push_back(std::move(row));
    }
    if (rows.empty() && !versions.empty())
        return refuse("InvalidLaunchTemplateId.VersionNotFound",
                      fmt::format("Could not find the specified version {} for the launch template "
                                  "with ID {}.",
                                  versions.front(), id));
    return paginate(call, "LaunchTemplateVersions", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreateLaunchTemplate", ec2<create_launch_template>},
    OperationRow{"CreateLaunchTemplateVersion", ec2<create_launch_template_version>},
    OperationRow{"DeleteLaunchTemplate", ec2<delete_launch_template>},
    OperationRow{"ModifyLaunchTemplate", ec2<modify_launch_template>},
    OperationRow{"DescribeLaunchTemplates", ec2<describe_launch_templates>},
    OperationRow{"DescribeLaunchTemplateVersions", ec2<describe_launch_template_versions>},
};

}  // namespace

std::string make_launch_template(World& world, const Scope& scope, std::string_view name,
                                 json::object data, json::array tags, std::string_view created_by) {
    auto id = world.new_id(launch_template_type.prefix);
    json::object document{{"LaunchTemplateId", id},         {"LaunchTemplateName", name},
                          {"CreateTime", timestamp(world)}, {"CreatedBy", created_by},
                          {"DefaultVersionNumber", 1},      {"LatestVersionNumber", 1},
                          {"Tags", std::move(tags)}};
    auto version = version_row(world, document, 1, std::move(data), "");
    document["_versions"] = json::array{std::move(version)};
    world.store().put({scope, std::string(kind::launch_template), id}, std::move(document));
    return id;
}

Result<json::object> launch_template_data(const World& world, const Scope& scope,
                                          const json::object& specification) {
    const auto [id, document] = TRY(find_template(world, scope, specification));
    const auto number = version_number(*document, text_of(specification, "Version"));
    const auto* version = version_of(*document, number);
    if (version == nullptr)
        return refuse("InvalidLaunchTemplateId.VersionNotFound",
                      fmt::format("Could not find the specified version {} for the launch template "
                                  "with ID {}.",
                                  number, id));
    return object_of(*version, "LaunchTemplateData");
}

std::int64_t add_template_version(World& world, const Scope& scope, const std::string& id,
                                  json::object data) {
    const RecordKey key{scope, std::string(kind::launch_template), id};
    const auto* document = world.store().find(key);
    if (document == nullptr)
        return 0;
    const auto number = number_of(*document, "LatestVersionNumber") + 1;
    const auto row = version_row(world, *document, number, std::move(data), "");
    world.store().update(key, [&](json::object& target) {
        target["LatestVersionNumber"] = number;
        list_in(target, "_versions").push_back(row);
    });
    return number;
}

Result<json::object> resolved_template(const World& world, const Scope& scope,
                                       const json::object& specification) {
    const auto [id, document] = TRY(find_template(world, scope, specification));
    const auto number = version_number(*document, text_of(specification, "Version"));
    return json::object{{"LaunchTemplateId", id},
                        {"LaunchTemplateName", text_of(*document, "LaunchTemplateName")},
                        {"Version", std::to_string(number)}};
}

NewInstance new_instance_from(const World& world, const Scope& scope, const json::object& data) {
    NewInstance spec;
    spec.image_id = resolved_image(world, scope, text_of(data, "ImageId"));
    spec.instance_type = text_of(data, "InstanceType");
    spec.group_ids = texts_of(data, "SecurityGroupIds");
    const auto& interfaces = list_of(data, "NetworkInterfaces");
    if (spec.group_ids.empty() && !interfaces.empty())
        spec.group_ids = texts_of(interfaces.front().as_object(), "Groups");
    spec.user_data = decode_base64(text_of(data, "UserData")).value_or("");
    spec.metadata_options = object_of(data, "MetadataOptions");
    const auto& profile = object_of(data, "IamInstanceProfile");
    spec.profile_arn = has(profile, "Arn")
                           ? text_of(profile, "Arn")
                           : profile_arn_of_name(world, scope, text_of(profile, "Name"));
    for (const auto& specification : list_of(data, "TagSpecifications"))
        if (text_of(specification.as_object(), "ResourceType") == instance_type.tag_type)
            merge_tags(spec.tags, list_of(specification.as_object(), "Tags"));
    return spec;
}

std::span<const OperationRow> launch_template_operations() {
    return operations;
}

}  // namespace inland::emulator
