// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/instance_profile.h"
#include "topology/late_text.h"
#include "topology/resource.h"
#include "topology/security_group.h"

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// One volume that an instance starts with.
struct BlockDevice {
    std::string device;  ///< "/dev/xvda"
    int size_gib = 0;    ///< 0: the image's
    std::string volume_type;
    bool encrypted = false;
    auto operator<=>(const BlockDevice&) const = default;
};

/// An EC2 launch template, by the data of one of its versions: the one that its group uses.
struct LaunchTemplate : Resource {
    static constexpr std::string_view type = "launch-template";
    static constexpr std::string_view terraform_type = "aws_launch_template";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::LaunchTemplate";

    Attribute<std::string> template_name;
    Attribute<std::string> image;  ///< "ami-…", or "resolve:ssm:PARAMETER" that names one
    Attribute<std::string> instance_type;
    Attribute<LateText> user_data;  ///< bytes, not base64
    Attribute<Reference<InstanceProfile>> instance_profile;
    Attribute<std::vector<Reference<SecurityGroup>>> security_groups;
    /// Whether machines get public IPv4 addresses; absent: as their subnets say.
    Attribute<bool> public_addresses;
    /// Of the metadata service: "enabled" (absent means it) | "disabled".
    Attribute<std::string> http_endpoint;
    Attribute<std::string> http_tokens;  ///< of the metadata service: "required" is IMDSv2 only
    Attribute<int> hop_limit;            ///< of the metadata service's answers
    Attribute<std::vector<BlockDevice>> block_devices;
    Attribute<std::map<std::string, std::string>> machine_tags;  ///< of instances and volumes
    Attribute<int> latest_version;
    Attribute<int> default_version;

    static constexpr auto fields() {
        return std::tuple(
            Field("template_name", &LaunchTemplate::template_name, OnChange::Replace, "name",
                  "LaunchTemplateName"),
            Field("image", &LaunchTemplate::image, OnChange::Update, "image_id", "ImageId"),
            Field("instance_type", &LaunchTemplate::instance_type, OnChange::Update,
                  "instance_type", "InstanceType"),
            Field("user_data", &LaunchTemplate::user_data, OnChange::Update, "user_data",
                  "UserData"),
            Field("instance_profile", &LaunchTemplate::instance_profile, OnChange::Update,
                  "iam_instance_profile", "IamInstanceProfile"),
            Field("security_groups", &LaunchTemplate::security_groups, OnChange::Update,
                  "vpc_security_group_ids", "SecurityGroupIds"),
            Field("public_addresses", &LaunchTemplate::public_addresses, OnChange::Update, "", ""),
            Field("http_endpoint", &LaunchTemplate::http_endpoint, OnChange::Update, "", ""),
            Field("http_tokens", &LaunchTemplate::http_tokens, OnChange::Update, "", ""),
            Field("hop_limit", &LaunchTemplate::hop_limit, OnChange::Update, "", ""),
            Field("block_devices", &LaunchTemplate::block_devices, OnChange::Update,
                  "block_device_mappings", "BlockDeviceMappings"),
            Field("machine_tags", &LaunchTemplate::machine_tags, OnChange::Update, "",
                  "TagSpecifications"),
            Field("latest_version", &LaunchTemplate::latest_version, OnChange::Ignore,
                  "latest_version", "LatestVersionNumber"),
            Field("default_version", &LaunchTemplate::default_version, OnChange::Ignore,
                  "default_version", "DefaultVersionNumber"));
    }
    bool operator==(const LaunchTemplate&) const = default;
};

}  // namespace inland::topology
