// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/launch_template_nodes.h"

#include <algorithm>
#include <array>

namespace inland::prove {

namespace {

using topology::LaunchTemplate;

constexpr std::string_view resolved_image = "resolve:ssm:";

/// What stands in user data for what EKS tells only once the cluster is made.
std::string to_come(std::string_view field) {
    return field == topology::late_endpoint ? "https://to-be-made.invalid" : "dG8gYmUgbWFkZQ==";
}

/// Whether the parameter's name is the pattern's for some version.
bool names_image_of(std::string_view parameter, std::string_view pattern) {
    constexpr std::string_view hole = "{version}";
    const auto at = pattern.find(hole);
    if (at == std::string_view::npos)
        return parameter == pattern;
    const auto ending = pattern.substr(at + hole.size());
    return parameter.size() >= at + ending.size() && parameter.starts_with(pattern.substr(0, at)) &&
           parameter.ends_with(ending);
}

/// How the owner's user data gives its reader away, where the image does not say its system.
struct UserDataMark {
    std::string_view mark;
    std::string_view operating_system;
};
constexpr std::array marks{UserDataMark{"node.eks.aws", "al2023"},
                           UserDataMark{"/etc/eks/bootstrap.sh", "al2"},
                           UserDataMark{"[settings", "bottlerocket"}};

std::string system_by_user_data(const LaunchTemplate& made) {
    if (!made.user_data.is_known())
        return {};
    const auto& text = made.user_data.value().text;
    const auto found = std::ranges::find_if(
        marks, [&](const UserDataMark& row) { return text.find(row.mark) != std::string::npos; });
    return found == marks.end() ? std::string() : std::string(found->operating_system);
}

using TemplateReference = topology::Attribute<topology::Reference<LaunchTemplate>>;

/// A template may say otherwise than the subnet; one that is not there may say anything.
std::optional<bool> gets_public_address(const Network& network, const topology::Subnet& subnet,
                                        const TemplateReference& by) {
    const auto by_subnet = subnet.map_public_ip_on_launch;
    if (by.is_absent())
        return by_subnet.value_or_default(false);
    const auto* made = network.topology().find(by);
    if (made == nullptr || made->public_addresses.is_unknown())
        return std::nullopt;
    return made->public_addresses.is_known() ? made->public_addresses.value()
                                             : by_subnet.value_or_default(false);
}

PublicAddress public_address_of(std::optional<bool> gets) {
    if (!gets)
        return PublicAddress::Unknown;
    return *gets ? PublicAddress::Has : PublicAddress::None;
}

/// Of whom the tables and a template say that a token is asked for, whose answer counts hops. The
/// images of Amazon Linux 2023 ask by themselves (Amazon EC2 User Guide, Configure the Instance
/// Metadata Service options).
bool needs_token(const LaunchTemplate& made, std::string_view system) {
    const auto tokens = made.http_tokens.value_or_default(system == "al2023" ? "required" : "");
    return tokens == "required";
}

/// A managed group's machines of Amazon Linux 2023 get a limit of one hop (EKS User Guide, Upgrade
/// from Amazon Linux 2 to Amazon Linux 2023; aws-load-balancer-controller#3695).
MetadataAnswers answers_over(const topology::Attribute<int>& hop_limit, std::string_view system,
                             HopsElse hops_else) {
    if (hop_limit.is_known())
        return hop_limit.value() > 1 ? MetadataAnswers::Yes : MetadataAnswers::No;
    const bool is_short =
        hop_limit.is_absent() && hops_else == HopsElse::ByEks && system == "al2023";
    return is_short ? MetadataAnswers::No : MetadataAnswers::Unknown;
}

}  // namespace

Party node_party(const Network& network, const SubnetView& subnet, const std::string& name,
                 const TemplateReference& by) {
    auto party = subnet_party(network, subnet.subnet->key, name).value();
    party.public_address = public_address_of(gets_public_address(network, *subnet.subnet, by));
    return party;
}

UserDataSource user_data_of(const topology::Cluster& cluster, const LaunchTemplate* made) {
    UserDataSource source;
    source.writer = UserDataWriter::Owner;
    if (made == nullptr || made->user_data.is_unknown())
        return source;
    const auto text = made->user_data.value_or_default({}).value_or(topology::LateText());
    const auto value = [&](std::string_view /*key*/, std::string_view field) {
        const auto& known =
            field == topology::late_endpoint ? cluster.endpoint : cluster.certificate_authority;
        return std::optional(known.is_known() ? known.value() : to_come(field));
    };
    source.bytes = topology::filled(text, value).text;
    source.resource = made->name;
    return source;
}

MetadataService metadata_service_of(const LaunchTemplate* made, std::string_view system,
                                    HopsElse hops_else) {
    if (made == nullptr)
        return {.to_node = MetadataAnswers::Unknown};
    MetadataService service{.resource = resource_name(*made), .key = made->key};
    const auto endpoint = made->http_endpoint.value_or_default("enabled");
    if (!endpoint)
        service.to_node = MetadataAnswers::Unknown;
    else if (*endpoint == "disabled")
        service.to_node = MetadataAnswers::No;
    if (needs_token(*made, system))
        service.to_pods = answers_over(made->hop_limit, system, hops_else);
    return service;
}

MetadataService metadata_service_by_eks(std::string_view system) {
    return {.to_pods = answers_over({}, system, HopsElse::ByEks)};
}

std::string operating_system_of(const Network& network, const LaunchTemplate& made) {
    if (!made.image.is_known() || !made.image.value().starts_with(resolved_image))
        return system_by_user_data(made);
    const auto parameter = std::string_view(made.image.value()).substr(resolved_image.size());
    const auto& amis = network.tables().amis;
    const auto ami = std::ranges::find_if(amis, [&](const knowledge::AmiPath& path) {
        return names_image_of(parameter, path.ssm_parameter);
    });
    return ami == amis.end() ? system_by_user_data(made) : ami->operating_system;
}

}  // namespace inland::prove
