// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"

#include <map>

namespace inland::sources::live {
namespace {

using topology::LaunchTemplate;

constexpr std::string_view latest = "$Latest";

/// Which version of each template its group uses, by the template's id.
using Versions = std::map<std::string, std::string>;

template <typename Group>
void add_versions(const topology::Topology& topology, Versions& versions) {
    for (const auto& [key, group] : topology.all<Group>())
        if (group.launch_template.is_known())
            versions[group.launch_template.value().key] =
                group.template_version.value_or_default("$Default").value_or("$Default");
}

Versions versions_in_use(const topology::Topology& topology) {
    Versions versions;
    add_versions<topology::NodeGroup>(topology, versions);
    add_versions<topology::AutoScalingGroup>(topology, versions);
    return versions;
}

/// Templates of the cluster: those that carry its tag, and those that its groups use.
Result<json::array> templates_of(const Reading& reading, const Versions& used) {
    constexpr Ec2List by_tag = {
        .operation = "DescribeLaunchTemplates", .list = "LaunchTemplates", .by_tag = true};
    // Of a whole Region only those of groups matter: a template alone is nobody's nodes.
    auto documents = reading.everything() ? json::array() : TRY(list_ec2(reading, by_tag));
    const auto with_tag = texts(json::object{{"all", documents}}, "all", "LaunchTemplateId");
    for (const auto& [id, version] : used) {
        if (std::ranges::binary_search(with_tag, id))
            continue;
        auto answer = reading.list("ec2", by_tag.operation, by_tag.list,
                                   {{"LaunchTemplateIds", json::array{json::value(id)}}});
        if (!answer && is_gone(answer.error()))
            continue;
        const auto found = TRY(std::move(answer));
        documents.insert(documents.end(), found.begin(), found.end());
    }
    return documents;
}

std::vector<topology::BlockDevice> block_devices_of(const json::value& data) {
    std::vector<topology::BlockDevice> devices;
    for (const auto& device : find_array(data, "BlockDeviceMappings")) {
        devices.push_back({string_or_empty(device, "DeviceName"),
                           static_cast<int>(find_int(device, "Ebs.VolumeSize").value_or(0)),
                           string_or_empty(device, "Ebs.VolumeType"),
                           find_bool(device, "Ebs.Encrypted").value_or(false)});
    }
    std::ranges::sort(devices);
    return devices;
}

topology::Attribute<topology::LateText> user_data_of(const json::value& data) {
    const auto encoded = string_or_empty(data, "UserData");
    if (encoded.empty())
        return {};
    auto bytes = decode_base64(encoded);
    if (!bytes)
        return topology::Attribute<topology::LateText>::unknown();
    return topology::LateText{std::move(*bytes)};
}

/// A profile is named by its name or its ARN.
topology::Attribute<topology::Reference<topology::InstanceProfile>> profile_of(
    const json::value& data) {
    auto profile = reference<topology::InstanceProfile>(data, "IamInstanceProfile.Name");
    return profile.is_known()
               ? profile
               : reference<topology::InstanceProfile>(data, "IamInstanceProfile.Arn");
}

/// Groups stand in the data itself, or with the first network interface.
topology::Attribute<std::vector<topology::Reference<topology::SecurityGroup>>> groups_of(
    const json::value& data) {
    auto groups = references<topology::SecurityGroup>(data, "SecurityGroupIds");
    if (groups.empty())
        groups = references<topology::SecurityGroup>(data, "NetworkInterfaces.0.Groups");
    if (groups.empty())
        return {};
    return groups;
}

/// Of the machine's own interface; AWS allows it with one interface only.
topology::Attribute<bool> public_addresses_of(const json::value& data) {
    for (const auto& card : find_array(data, "NetworkInterfaces"))
        if (auto asked = boolean(card, "AssociatePublicIpAddress"); !asked.is_absent())
            return asked;
    return {};
}

topology::Tags machine_tags_of(const json::value& data) {
    for (const auto& specification : find_array(data, "TagSpecifications"))
        if (string_or_empty(specification, "ResourceType") == "instance")
            return tag_list(specification);
    return {};
}

void set_data(const json::value& data, LaunchTemplate& made) {
    made.image = text(data, "ImageId");
    made.instance_type = text(data, "InstanceType");
    made.user_data = user_data_of(data);
    made.instance_profile = profile_of(data);
    made.security_groups = groups_of(data);
    made.public_addresses = public_addresses_of(data);
    made.http_endpoint = text(data, "MetadataOptions.HttpEndpoint");
    made.http_tokens = text(data, "MetadataOptions.HttpTokens");
    made.hop_limit = number<int>(data, "MetadataOptions.HttpPutResponseHopLimit");
    made.block_devices = block_devices_of(data);
    made.machine_tags = machine_tags_of(data);
}

/// Of a template whose version nobody tells, what decides over reachability and joining.
void set_nothing_known(LaunchTemplate& made) {
    made.image = decltype(made.image)::unknown();
    made.user_data = decltype(made.user_data)::unknown();
    made.instance_profile = decltype(made.instance_profile)::unknown();
    made.security_groups = decltype(made.security_groups)::unknown();
    made.public_addresses = decltype(made.public_addresses)::unknown();
    made.http_endpoint = decltype(made.http_endpoint)::unknown();
    made.hop_limit = decltype(made.hop_limit)::unknown();
}

Result<LaunchTemplate> template_of(const Reading& reading, const json::value& document,
                                   const Versions& used) {
    auto made = resource_of<LaunchTemplate>(string_or_empty(document, "LaunchTemplateId"),
                                            tag_list(document));
    made.template_name = text(document, "LaunchTemplateName");
    made.latest_version = number<int>(document, "LatestVersionNumber");
    made.default_version = number<int>(document, "DefaultVersionNumber");
    const auto in_use = used.find(made.id);
    const auto version = in_use == used.end() ? std::string(latest) : in_use->second;
    const auto rows = TRY(reading.list(
        "ec2", "DescribeLaunchTemplateVersions", "LaunchTemplateVersions",
        {{"LaunchTemplateId", made.id}, {"Versions", json::array{json::value(version)}}}));
    if (rows.empty())
        set_nothing_known(made);
    else
        set_data(find_object(rows.front(), "LaunchTemplateData"), made);
    return made;
}

}  // namespace

Result<void> read_launch_templates(Reading& reading) {
    const auto used = versions_in_use(reading.topology);
    for (const auto& document : TRY(templates_of(reading, used))) {
        auto made = template_of(reading, document, used);
        if (!made && is_gone(made.error()))
            continue;
        reading.topology.add(TRY(std::move(made)));
    }
    return {};
}

}  // namespace inland::sources::live
