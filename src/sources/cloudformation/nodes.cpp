// SPDX-License-Identifier: Apache-2.0
// Machines: launch templates, managed node groups and Auto Scaling groups.
#include "core/crypto.h"
#include "sources/cloudformation/fields.h"
#include "sources/cloudformation/named.h"
#include "sources/cloudformation/readers.h"
#include "sources/remote_access.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;

constexpr std::string_view cluster_tag_prefix = "kubernetes.io/cluster/";

/// Base64, unless a symbol kept it from being encoded.
Attribute<LateText> user_data_of(const Reader& reader) {
    const auto* value = reader.find("LaunchTemplateData.UserData");
    if (value == nullptr || value->is_absent())
        return {};
    if (value->kind == ValueKind::Symbolic)
        return {LateText{value->text}, reader.place(value)};
    auto bytes = value->is_text() ? decode_base64(value->text) : std::nullopt;
    return bytes ? Attribute<LateText>(LateText{std::move(*bytes)}, reader.place(value))
                 : Attribute<LateText>::unknown(reader.place(value));
}

Attribute<Reference<InstanceProfile>> profile_of(const Reader& reader) {
    auto profile = reader.reference<InstanceProfile>("LaunchTemplateData.IamInstanceProfile.Arn");
    return profile.is_absent()
               ? reader.reference<InstanceProfile>("LaunchTemplateData.IamInstanceProfile.Name")
               : profile;
}

/// Groups stand in the data itself, or with the first network interface; whose names they are,
/// nobody knows.
Attribute<std::vector<Reference<SecurityGroup>>> groups_of(const Reader& reader) {
    if (reader.find("LaunchTemplateData.SecurityGroups") != nullptr)
        return Attribute<std::vector<Reference<SecurityGroup>>>::unknown(reader.place());
    auto groups = reader.references<SecurityGroup>("LaunchTemplateData.SecurityGroupIds");
    return groups.is_absent()
               ? reader.references<SecurityGroup>("LaunchTemplateData.NetworkInterfaces.0.Groups")
               : groups;
}

/// Of the machine's own interface; AWS allows it with one interface only.
Attribute<bool> public_addresses_of(const Reader& reader) {
    const auto cards = reader.elements("LaunchTemplateData.NetworkInterfaces");
    if (!cards)
        return Attribute<bool>::unknown(reader.place());
    for (const auto& card : *cards)
        if (auto asked = card.boolean("AssociatePublicIpAddress"); !asked.is_absent())
            return asked;
    return {};
}

void read_template(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto made = reader.resource<LaunchTemplate>();
    made.template_name = reader.name("LaunchTemplateName");
    made.image = reader.text("LaunchTemplateData.ImageId");
    made.instance_type = reader.text("LaunchTemplateData.InstanceType");
    made.user_data = user_data_of(reader);
    made.instance_profile = profile_of(reader);
    made.security_groups = groups_of(reader);
    made.public_addresses = public_addresses_of(reader);
    made.http_endpoint = reader.text("LaunchTemplateData.MetadataOptions.HttpEndpoint");
    made.http_tokens = reader.text("LaunchTemplateData.MetadataOptions.HttpTokens");
    made.hop_limit =
        reader.number<int>("LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit");
    reading.topology.add(std::move(made));
}

/// By id, or by the name that the template gives it.
Attribute<Reference<LaunchTemplate>> template_of(const Reading& reading, const Reader& reader,
                                                 const std::string& path, std::string_view id,
                                                 std::string_view by_name) {
    auto made = reader.reference<LaunchTemplate>(fmt::format("{}.{}", path, id));
    const auto name = reader.name(fmt::format("{}.{}", path, by_name));
    if (!made.is_absent() || name.is_absent())
        return made;
    for (const auto& [key, other] : reading.topology.all<LaunchTemplate>())
        if (name.is_known() && other.template_name == name)
            return Reference<LaunchTemplate>{key};
    return Attribute<Reference<LaunchTemplate>>::unknown(name.place());
}

void read_node_group(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto group = with_fields<NodeGroup>(reader);
    group.cluster = cluster_of(reading, reader, "ClusterName");
    group.node_group_name = reader.name("NodegroupName");
    group.role = role_of(reading, reader, "NodeRole");
    group.subnets = reader.references<Subnet>("Subnets");
    group.ami_type = reader.text("AmiType");
    group.instance_types = reader.texts("InstanceTypes");
    group.minimum = reader.number<int>("ScalingConfig.MinSize");
    group.desired = reader.number<int>("ScalingConfig.DesiredSize");
    group.maximum = reader.number<int>("ScalingConfig.MaxSize");
    group.version = reader.text("Version");
    group.launch_template = template_of(reading, reader, "LaunchTemplate", "Id", "Name");
    group.template_version = reader.text("LaunchTemplate.Version");
    if (reader.find("RemoteAccess") != nullptr)
        add_remote_access(reading.topology, group,
                          reader.references<SecurityGroup>("RemoteAccess.SourceSecurityGroups"));
    if (group.cluster.is_unknown())
        reading.world.miss(NodeGroup::type);
    reading.topology.add(std::move(group));
}

/// The cluster whose nodes the group's machines are, by the tag that cloud controllers go by.
Attribute<Reference<Cluster>> cluster_of_tags(const Reading& reading, const Tags& tags) {
    const auto found = tags.lower_bound(std::string(cluster_tag_prefix));
    if (found == tags.end() || !found->first.starts_with(cluster_tag_prefix))
        return {};
    const auto name = found->first.substr(cluster_tag_prefix.size());
    for (const auto& [key, cluster] : reading.topology.all<Cluster>())
        if (cluster.cluster_name == Attribute<std::string>(name) || name == "${" + key + "}")
            return Reference<Cluster>{key};
    return Reference<Cluster>{name};
}

void set_template(const Reading& reading, const Reader& reader, AutoScalingGroup& group) {
    const bool mixed = reader.find("MixedInstancesPolicy") != nullptr;
    const std::string path = mixed
                                 ? "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification"
                                 : "LaunchTemplate";
    group.launch_template =
        template_of(reading, reader, path, "LaunchTemplateId", "LaunchTemplateName");
    group.template_version = reader.text(path + ".Version");
    std::vector<std::string> types;
    const auto overrides = reader.elements("MixedInstancesPolicy.LaunchTemplate.Overrides");
    // Types with templates of their own start machines that are not alike.
    bool are_alike = overrides.has_value();
    for (const auto& row : overrides.value_or(std::vector<Reader>())) {
        are_alike = are_alike && row.find("LaunchTemplateSpecification") == nullptr;
        if (const auto type = row.text("InstanceType"); type.is_known())
            types.push_back(type.value());
    }
    if (!are_alike)
        group.launch_template = decltype(group.launch_template)::unknown(reader.place());
    group.overrides = std::move(types);
}

/// A group whose tags say of no cluster is nobody's nodes, as far as its tags are known.
void read_auto_scaling_group(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto group = reader.resource<AutoScalingGroup>();
    group.cluster = cluster_of_tags(reading, group.tags);
    const auto rows = reader.elements("Tags");
    const bool tags_known = rows && rows->size() == group.tags.size();
    if (group.cluster.is_absent() && !tags_known)
        reading.world.miss(AutoScalingGroup::type);
    if (group.cluster.is_absent())
        return;
    group.group_name = reader.name("AutoScalingGroupName");
    set_template(reading, reader, group);
    group.subnets = reader.references<Subnet>("VPCZoneIdentifier");
    group.minimum = reader.number<int>("MinSize");
    group.desired = reader.number<int>("DesiredCapacity");
    group.maximum = reader.number<int>("MaxSize");
    group.health_check = reader.text("HealthCheckType");
    reading.topology.add(std::move(group));
}

constexpr std::array rows{
    ReaderRow{"AWS::EC2::LaunchTemplate", read_template, LaunchTemplate::type},
    ReaderRow{"AWS::EKS::Nodegroup", read_node_group, NodeGroup::type},
    ReaderRow{"AWS::AutoScaling::AutoScalingGroup", read_auto_scaling_group,
              AutoScalingGroup::type},
};

}  // namespace

std::span<const ReaderRow> node_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
