// SPDX-License-Identifier: Apache-2.0
// What machines are started from: launch templates and the Auto Scaling groups of our own.
#include "core/crypto.h"
#include "sources/terraform/readers.h"
#include "sources/terraform/template_version.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;

constexpr std::string_view cluster_prefix = "kubernetes.io/cluster/";
constexpr std::string_view template_in_policy =
    "mixed_instances_policy.0.launch_template.0.launch_template_specification.0.";

Attribute<LateText> user_data_of(const Reader& reader) {
    const auto encoded = reader.text("user_data");
    if (!encoded.is_known())
        return encoded.is_unknown() ? Attribute<LateText>::unknown(reader.place())
                                    : Attribute<LateText>();
    auto bytes = decode_base64(encoded.value());
    return bytes ? Attribute<LateText>(LateText{std::move(*bytes)}, reader.place())
                 : Attribute<LateText>::unknown(reader.place());
}

Attribute<Reference<InstanceProfile>> profile_of(const Reader& reader) {
    const auto by_name = reader.reference_by_name<InstanceProfile>("iam_instance_profile.0.name");
    return by_name.is_absent() ? reader.reference<InstanceProfile>("iam_instance_profile.0.arn")
                               : by_name;
}

/// Groups stand in the template itself, or with its first network interface; whose names they are,
/// nobody knows.
Attribute<std::vector<Reference<SecurityGroup>>> groups_of(const Reader& reader) {
    if (!reader.is_empty("security_group_names"))
        return Attribute<std::vector<Reference<SecurityGroup>>>::unknown(reader.place());
    for (const auto* member : {"vpc_security_group_ids", "network_interfaces.0.security_groups"}) {
        auto found = reader.references<SecurityGroup>(member);
        const bool is_empty = found.is_known() && found.value().empty();
        const bool is_computed = found.is_unknown() && !reader.is_configured(member);
        if (!found.is_absent() && !is_empty && !is_computed)
            return found;
    }
    return {};
}

/// Of the machine's own interface, which is the first of one template or the other: Terraform has
/// "true", "false", and "" where the subnet says.
Attribute<bool> public_addresses_of(const Reader& reader) {
    const auto count = reader.blocks("network_interfaces");
    Attribute<bool> asked;
    for (std::size_t at = 0; at < count.value_or(1); ++at) {
        const auto said =
            reader.block("network_interfaces", at).text("associate_public_ip_address");
        if (said.is_unknown() || said == Attribute<std::string>("true"))
            return said.is_unknown() ? Attribute<bool>::unknown(reader.place())
                                     : Attribute<bool>(true, reader.place());
        if (said.is_known())
            asked = {false, reader.place()};
    }
    return asked;
}

/// Of the metadata service, what the template leaves out is AWS's to choose; a plan calls it
/// unknown all the same.
template <typename T>
Attribute<T> unless_left_out(const Reader& reader, std::string_view path, Attribute<T> found) {
    constexpr std::string_view block = "metadata_options";
    if (!found.is_unknown())
        return found;
    const bool is_left_out =
        reader.is_unknown(block) ? !reader.is_configured(block) : reader.is_left_out(path);
    return is_left_out ? Attribute<T>() : std::move(found);
}

void set_metadata_service(const Reader& reader, LaunchTemplate& made) {
    constexpr std::string_view endpoint = "metadata_options.0.http_endpoint";
    constexpr std::string_view tokens = "metadata_options.0.http_tokens";
    constexpr std::string_view hops = "metadata_options.0.http_put_response_hop_limit";
    made.http_endpoint = unless_left_out(reader, endpoint, reader.text(endpoint));
    made.http_tokens = unless_left_out(reader, tokens, reader.text(tokens));
    made.hop_limit = unless_left_out(reader, hops, reader.number<int>(hops));
}

void read_template(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto made = reader.resource<LaunchTemplate>();
    made.template_name = reader.text("name");
    made.image = reader.text("image_id");
    made.instance_type = reader.text("instance_type");
    made.user_data = user_data_of(reader);
    made.instance_profile = profile_of(reader);
    made.security_groups = groups_of(reader);
    made.public_addresses = public_addresses_of(reader);
    set_metadata_service(reader, made);
    made.latest_version = reader.number<int>("latest_version");
    made.default_version = reader.number<int>("default_version");
    reading.topology.add(std::move(made));
}

/// The cluster whose nodes the machines are: the tag that cloud controllers go by.
Attribute<Reference<Cluster>> cluster_of(const Reading& reading, const Reader& reader) {
    const auto count = reader.blocks("tag");
    if (!count)
        return Attribute<Reference<Cluster>>::unknown(reader.place());
    bool is_sure = true;
    for (std::size_t at = 0; at < *count; ++at) {
        const auto key = reader.text(fmt::format("tag.{}.key", at));
        is_sure = is_sure && key.is_known();
        if (!key.is_known() || !key.value().starts_with(cluster_prefix))
            continue;
        const auto name = key.value().substr(cluster_prefix.size());
        for (const auto& [known, cluster] : reading.topology.all<Cluster>())
            if (cluster.cluster_name.is_known() && cluster.cluster_name.value() == name)
                return Reference<Cluster>{known};
        return Reference<Cluster>{name};
    }
    return is_sure ? Attribute<Reference<Cluster>>()
                   : Attribute<Reference<Cluster>>::unknown(reader.place());
}

/// A policy is computed when it is left out: there is none then.
bool has_templates_by_type(const Reader& reader) {
    if (!reader.blocks("mixed_instances_policy"))
        return reader.is_configured("mixed_instances_policy");
    constexpr std::string_view list = "mixed_instances_policy.0.launch_template.0.override";
    const auto count = reader.blocks(list);
    for (std::size_t at = 0; at < count.value_or(0); ++at)
        if (reader.blocks(fmt::format("{}.{}.launch_template_specification", list, at)) != 0)
            return true;
    return !count;
}

void read_group(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto group = reader.resource<AutoScalingGroup>();
    group.cluster = cluster_of(reading, reader);
    group.group_name = reader.text("name");
    const bool is_mixed = reader.blocks("mixed_instances_policy").value_or(0) > 0;
    const auto chosen =
        template_of(reading, reader, is_mixed ? template_in_policy : "launch_template.0.");
    // Types with templates of their own start machines that are not alike.
    group.launch_template = has_templates_by_type(reader)
                                ? decltype(chosen.made)::unknown(reader.place())
                                : chosen.made;
    group.template_version = chosen.version;
    group.subnets = reader.references<Subnet>("vpc_zone_identifier");
    group.minimum = reader.number<int>("min_size");
    group.desired = reader.number<int>("desired_capacity");
    group.maximum = reader.number<int>("max_size");
    if (group.cluster.is_unknown())
        reading.topology.missing.push_back(instance.address);
    reading.topology.add(std::move(group));
}

constexpr std::array rows{
    ReaderRow{"aws_launch_template", read_template},
    ReaderRow{"aws_autoscaling_group", read_group},
};

}  // namespace

std::span<const ReaderRow> launch_template_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
