// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "deploy/compare.h"
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace inland::deploy {
namespace {

using topology::LateText;
using topology::LaunchTemplate;

constexpr drivers::Ec2Type launch_templates = {.describe = "DescribeLaunchTemplates",
                                               .list = "LaunchTemplates",
                                               .id = "LaunchTemplateId",
                                               .ids_member = "LaunchTemplateIds",
                                               .resource_type = "launch-template"};

/// The holes are filled by asking EKS: the clusters that they name are made by now.
Result<LateText> filled_by_eks(Context& context, const LateText& text) {
    std::map<std::string, json::value, std::less<>> clusters;
    for (const auto& key : topology::late_keys(text)) {
        const auto name = context.id_of(topology::Cluster::type, key);
        clusters[key] = TRY(context.read("eks", "DescribeCluster", {{"name", name}}));
    }
    const auto value = [&](std::string_view key, std::string_view field) {
        const auto path = field == topology::late_endpoint ? "cluster.endpoint"
                                                           : "cluster.certificateAuthority.data";
        return find_string(clusters.find(key)->second, path);
    };
    auto whole = topology::filled(text, value);
    if (!topology::late_keys(whole).empty())
        return failure(ErrorKind::Failed, "EKS does not tell the cluster's endpoint yet");
    return whole;
}

json::array block_devices(const LaunchTemplate& desired) {
    json::array devices;
    for (const auto& device : desired.block_devices.value()) {
        json::object volume{{"DeleteOnTermination", true}, {"Encrypted", device.encrypted}};
        if (device.size_gib > 0)
            volume["VolumeSize"] = device.size_gib;
        if (!device.volume_type.empty())
            volume["VolumeType"] = device.volume_type;
        devices.push_back(json::object{{"DeviceName", device.device}, {"Ebs", std::move(volume)}});
    }
    return devices;
}

json::array machine_tags(const LaunchTemplate& desired) {
    json::array specifications;
    for (const auto* type : {"instance", "volume"}) {
        specifications.push_back(json::object{
            {"ResourceType", type}, {"Tags", Context::tag_list(desired.machine_tags.value())}});
    }
    return specifications;
}

void set_machine(const Context& context, const LaunchTemplate& desired, json::object& data) {
    if (desired.instance_type.is_known())
        data["InstanceType"] = desired.instance_type.value();
    if (desired.instance_profile.is_known()) {
        data["IamInstanceProfile"] =
            json::object{{"Name", context.id_of(desired.instance_profile.value())}};
    }
    if (desired.security_groups.is_known())
        data["SecurityGroupIds"] =
            drivers::json_list(drivers::ids_of(context, desired.security_groups));
    if (desired.block_devices.is_known())
        data["BlockDeviceMappings"] = block_devices(desired);
    if (desired.machine_tags.is_known())
        data["TagSpecifications"] = machine_tags(desired);
}

void set_metadata_service(const LaunchTemplate& desired, json::object& data) {
    json::object options;
    if (desired.http_endpoint.is_known())
        options["HttpEndpoint"] = desired.http_endpoint.value();
    if (desired.http_tokens.is_known())
        options["HttpTokens"] = desired.http_tokens.value();
    if (desired.hop_limit.is_known())
        options["HttpPutResponseHopLimit"] = desired.hop_limit.value();
    if (!options.empty())
        data["MetadataOptions"] = std::move(options);
}

Result<json::object> data_of(Context& context, const LaunchTemplate& desired) {
    json::object data;
    if (desired.image.is_known())
        data["ImageId"] = desired.image.value();
    if (desired.user_data.is_known()) {
        const auto text = TRY(filled_by_eks(context, desired.user_data.value()));
        data["UserData"] = base64(text.text);
    }
    set_machine(context, desired, data);
    set_metadata_service(desired, data);
    return data;
}

Result<std::string> create(Context& context, const LaunchTemplate& desired) {
    return drivers::create_once(
        context, launch_templates, desired,
        {"CreateLaunchTemplate",
         {{"LaunchTemplateName", desired.template_name.value()},
          {"LaunchTemplateData", TRY(data_of(context, desired))},
          {"ClientToken", context.client_token(LaunchTemplate::type, desired.key)}},
         "LaunchTemplate.LaunchTemplateId"});
}

/// Whether a new version is needed: tags are the template's, not a version's.
Result<bool> has_other_data(Context& context, const LaunchTemplate& desired,
                            const LaunchTemplate& observed) {
    auto whole = desired;
    if (desired.user_data.is_known())
        whole.user_data = TRY(filled_by_eks(context, desired.user_data.value()));
    return std::ranges::any_of(compare(whole, observed, {}), [](const FieldChange& change) {
        return !change.field.starts_with("tags.");
    });
}

/// Groups use the newest version, so a version that is made is in use: no second call can be lost.
Result<void> attach(Context& context, const LaunchTemplate& desired,
                    const LaunchTemplate* observed) {
    if (observed == nullptr)
        return {};
    if (TRY(has_other_data(context, desired, *observed))) {
        TRY(drivers::change(context, "ec2", "CreateLaunchTemplateVersion",
                            {{"LaunchTemplateId", observed->id},
                             {"LaunchTemplateData", TRY(data_of(context, desired))}}));
    }
    return drivers::put_tags(context, observed->id, desired.tags, observed);
}

Result<void> remove(Context& context, const LaunchTemplate& observed) {
    return drivers::remove(context, "ec2", "DeleteLaunchTemplate",
                           {{"LaunchTemplateId", observed.id}});
}

}  // namespace

template <>
const Operations<LaunchTemplate>& operations() {
    static constexpr Operations<LaunchTemplate> row = {
        .create = create, .attach = attach, .remove = remove};
    return row;
}

}  // namespace inland::deploy
