// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/cluster_network.h"

#include "emulator/cluster/workloads/node.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view excluded_label =
    "node.kubernetes.io/exclude-from-external-load-balancers";

bool is_excluded(const json::object& node) {
    return find_object(node, "metadata.labels").contains(excluded_label);
}

/// The table that a subnet is associated with, else the VPC's main one.
const json::object* table_of(const json::array& tables, const std::string& subnet) {
    const json::object* main = nullptr;
    for (const auto& table : tables)
        for (const auto& row : list_of(table.as_object(), "Associations")) {
            if (text_of(row.as_object(), "SubnetId") == subnet)
                return &table.as_object();
            if (flag_of(row.as_object(), "Main"))
                main = &table.as_object();
        }
    return main;
}

struct GroupName {
    std::string id, name;
    bool is_tagged = false;
};

Result<std::vector<GroupName>> groups_of(const AwsCalls& calls, const NodeMachine& node,
                                         std::string_view cluster_tag) {
    const auto described =
        TRY(calls("ec2", "DescribeInstances", {{"InstanceIds", json::array{node.instance_id}}}));
    std::vector<GroupName> groups;
    for (const auto& reservation : list_of(described, "Reservations"))
        for (const auto& instance : list_of(reservation.as_object(), "Instances"))
            for (const auto& group : list_of(instance.as_object(), "SecurityGroups"))
                groups.push_back({text_of(group.as_object(), "GroupId"),
                                  text_of(group.as_object(), "GroupName")});
    for (auto& group : groups) {
        const auto found =
            TRY(calls("ec2", "DescribeSecurityGroups", {{"GroupIds", json::array{group.id}}}));
        for (const auto& each : list_of(found, "SecurityGroups"))
            group.is_tagged = has_tag(each.as_object(), cluster_tag);
    }
    return groups;
}

json::object rule_input(const std::string& group, const json::object& permission) {
    return {{"GroupId", group}, {"IpPermissions", json::array{permission}}};
}

Result<void> unless(const Result<json::object>& answer, std::string_view code) {
    if (answer || answer.error().code == code)
        return {};
    return std::unexpected(answer.error());
}

}  // namespace

std::string vpc_of(const Objects& objects) {
    const auto* cluster = objects.world().store().find(objects.cluster());
    return cluster == nullptr ? "" : string_or_empty(*cluster, "resourcesVpcConfig.vpcId");
}

std::string cluster_tag_key(const Objects& objects) {
    return "kubernetes.io/cluster/" + objects.cluster().id;
}

std::vector<NodeMachine> target_nodes(const Objects& objects) {
    std::vector<NodeMachine> nodes;
    for (const auto* node : objects.list(type_of("", "nodes"))) {
        const auto name = name_of(*node);
        const auto instance = instance_of_node(objects, name);
        if (instance && is_ready(*node) && !is_excluded(*node))
            nodes.push_back({name, instance->id});
    }
    return nodes;
}

json::array instance_rows(const std::vector<NodeMachine>& nodes) {
    json::array rows;
    for (const auto& node : nodes)
        rows.push_back(json::object{{"InstanceId", node.instance_id}});
    return rows;
}

bool has_tag(const json::object& resource, std::string_view key) {
    return find_where(list_of(resource, "Tags"), "Key", key) != nullptr;
}

Result<json::array> described_subnets(const AwsCalls& calls, const std::string& vpc) {
    const auto described =
        TRY(calls("ec2", "DescribeSubnets", {{"Filters", ec2_filter("vpc-id", vpc)}}));
    return list_of(described, "Subnets");
}

Result<json::array> described_route_tables(const AwsCalls& calls, const std::string& vpc) {
    const auto described =
        TRY(calls("ec2", "DescribeRouteTables", {{"Filters", ec2_filter("vpc-id", vpc)}}));
    return list_of(described, "RouteTables");
}

bool is_public_subnet(const json::array& route_tables, const json::object& subnet) {
    const auto* table = table_of(route_tables, text_of(subnet, "SubnetId"));
    return table != nullptr &&
           std::ranges::any_of(list_of(*table, "Routes"), [](const json::value& route) {
               return text_of(route.as_object(), "GatewayId").starts_with("igw");
           });
}

Result<std::string> writable_group(const AwsCalls& calls, const NodeMachine& node,
                                   std::string_view cluster_tag) {
    const auto groups = TRY(groups_of(calls, node, cluster_tag));
    std::vector<std::string> tagged;
    std::string last;
    for (const auto& group : groups)
        if (group.is_tagged) {
            tagged.push_back(fmt::format("{}({})", group.id, group.name));
            last = group.id;
        }
    if (tagged.size() > 1)
        return failure(ErrorKind::Failed,
                       fmt::format("Multiple tagged security groups found for instance {}; ensure "
                                   "only the k8s security group is tagged; the tagged groups were "
                                   "{} ",
                                   node.instance_id, fmt::join(tagged, " ")));
    if (!tagged.empty())
        return last;
    if (groups.size() != 1)
        return failure(ErrorKind::Failed,
                       fmt::format("Multiple untagged security groups found for instance {}; "
                                   "ensure the k8s security group is tagged",
                                   node.instance_id));
    return groups.front().id;
}

Result<void> admit(const AwsCalls& calls, const std::string& group,
                   const json::object& permission) {
    return unless(calls("ec2", "AuthorizeSecurityGroupIngress", rule_input(group, permission)),
                  "InvalidPermission.Duplicate");
}

Result<void> revoke(const AwsCalls& calls, const std::string& group,
                    const json::object& permission) {
    return unless(calls("ec2", "RevokeSecurityGroupIngress", rule_input(group, permission)),
                  "InvalidPermission.NotFound");
}

Result<bool> delete_group(const AwsCalls& calls, const std::string& group) {
    const auto answer = calls("ec2", "DeleteSecurityGroup", {{"GroupId", group}});
    if (answer || answer.error().code == "InvalidGroup.NotFound")
        return true;
    if (answer.error().code == "DependencyViolation")
        return false;
    return std::unexpected(answer.error());
}

Result<std::string> ensure_group(const AwsCalls& calls, const std::string& vpc,
                                 const std::string& name, const std::string& description,
                                 const json::array& tags) {
    const auto described =
        TRY(calls("ec2", "DescribeSecurityGroups", {{"Filters", ec2_filter("group-name", name)}}));
    for (const auto& group : list_of(described, "SecurityGroups"))
        if (text_of(group.as_object(), "VpcId") == vpc)
            return text_of(group.as_object(), "GroupId");
    const auto made =
        TRY(calls("ec2", "CreateSecurityGroup",
                  {{"VpcId", vpc}, {"GroupName", name}, {"Description", description}}));
    auto id = text_of(made, "GroupId");
    static_cast<void>(
        TRY(calls("ec2", "CreateTags", {{"Resources", json::array{id}}, {"Tags", tags}})));
    return id;
}

}  // namespace inland::emulator::cluster
