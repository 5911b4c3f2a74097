// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/cluster_access.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "deploy/drivers/eks.h"
#include "topology/ownership.h"

#include <algorithm>
#include <array>

namespace inland::deploy {
namespace {

using topology::Cluster;

/// All of EKS's control plane logs, as ClusterLogging names them.
constexpr std::array<std::string_view, 5> all_logs = {"api", "audit", "authenticator",
                                                      "controllerManager", "scheduler"};

json::object logging_of(const std::vector<std::string>& enabled) {
    json::array off;
    for (const auto log : all_logs) {
        if (std::ranges::find(enabled, log) == enabled.end())
            off.push_back(json::value(log));
    }
    json::array rows;
    if (!enabled.empty())
        rows.push_back(json::object{{"types", drivers::json_list(enabled)}, {"enabled", true}});
    if (!off.empty())
        rows.push_back(json::object{{"types", std::move(off)}, {"enabled", false}});
    return {{"clusterLogging", std::move(rows)}};
}

template <typename T>
void set_known(json::object& input, std::string_view member,
               const topology::Attribute<T>& attribute) {
    if (attribute.is_known())
        input[member] = attribute.value();
}

Result<json::object> network_of(Context& context, const Cluster& desired) {
    auto config = TRY(drivers::endpoint_access(context, desired));
    config["subnetIds"] = drivers::json_list(drivers::ids_of(context, desired.subnets));
    config["securityGroupIds"] =
        drivers::json_list(drivers::ids_of(context, desired.security_groups));
    return config;
}

Result<json::array> encryption_of(Context& context, const Cluster& desired) {
    const auto arn = TRY(drivers::key_arn(context, desired.encryption_key.value()));
    return json::array{json::object{{"resources", json::array{json::value("secrets")}},
                                    {"provider", json::object{{"keyArn", arn}}}}};
}

void set_access(const Cluster& desired, json::object& input) {
    json::object access;
    set_known(access, "authenticationMode", desired.authentication_mode);
    set_known(access, "bootstrapClusterCreatorAdminPermissions", desired.bootstrap_creator_admin);
    if (!access.empty())
        input["accessConfig"] = std::move(access);
}

Result<json::object> creation_of(Context& context, const Cluster& desired) {
    json::object input{{"name", desired.cluster_name.value()},
                       {"version", desired.version.value()},
                       {"roleArn", TRY(drivers::role_arn(context, desired.role.value()))},
                       {"resourcesVpcConfig", TRY(network_of(context, desired))},
                       {"clientRequestToken", context.client_token(Cluster::type, desired.key)},
                       {"tags", Context::tag_map(desired.tags)}};
    if (desired.service_cidr.is_known()) {
        input["kubernetesNetworkConfig"] =
            json::object{{"serviceIpv4Cidr", desired.service_cidr.value().text()}};
    }
    if (desired.encryption_key.is_known())
        input["encryptionConfig"] = TRY(encryption_of(context, desired));
    if (desired.logging.is_known())
        input["logging"] = logging_of(desired.logging.value());
    set_access(desired, input);
    return input;
}

drivers::EksLook look_at(const std::string& name) {
    return {"DescribeCluster", {{"name", name}}, "cluster", "health.issues"};
}

Result<std::string> create(Context& context, const Cluster& desired) {
    const auto& name = desired.cluster_name.value();
    auto made =
        drivers::change(context, "eks", "CreateCluster", TRY(creation_of(context, desired)));
    if (made)
        return name;
    if (made.error().code != aws::answer_lost_code && made.error().kind != ErrorKind::InUse)
        return std::unexpected(std::move(made).error());
    // It is there: made by the attempt whose answer was lost, or by somebody else.
    const auto there = context.read("eks", "DescribeCluster", {{"name", name}});
    if (there) {
        const auto& tags = find_object(*there, "cluster.tags");
        const auto* tag = tags.if_contains(topology::cluster_tag);
        if (tag != nullptr && *tag == json::value(context.run().cluster))
            return name;
    }
    return std::unexpected(std::move(made).error());
}

/// One update of the cluster's configuration at a time: EKS refuses two kinds in one call.
Result<void> update_config(Context& context, const Cluster& desired, std::string_view member,
                           json::object value) {
    return drivers::update(context, "UpdateClusterConfig",
                           {{"name", desired.cluster_name.value()}, {member, std::move(value)}});
}

Result<void> update_network(Context& context, const Cluster& desired, const Cluster& observed) {
    for (auto& config : TRY(drivers::access_changes(context, desired, observed)))
        TRY_VOID(update_config(context, desired, "resourcesVpcConfig", std::move(config)));
    const auto same_places =
        drivers::ids_of(context, desired.subnets) == drivers::ids_of(context, observed.subnets) &&
        drivers::ids_of(context, desired.security_groups) ==
            drivers::ids_of(context, observed.security_groups);
    if (same_places)
        return {};
    json::object config{
        {"subnetIds", drivers::json_list(drivers::ids_of(context, desired.subnets))},
        {"securityGroupIds",
         drivers::json_list(drivers::ids_of(context, desired.security_groups))}};
    return update_config(context, desired, "resourcesVpcConfig", std::move(config));
}

Result<void> update_rest(Context& context, const Cluster& desired, const Cluster& observed) {
    if (desired.logging.is_known() && desired.logging != observed.logging)
        TRY_VOID(update_config(context, desired, "logging", logging_of(desired.logging.value())));
    if (observed.authentication_mode.is_known() &&
        desired.authentication_mode != observed.authentication_mode) {
        TRY_VOID(update_config(context, desired, "accessConfig",
                               {{"authenticationMode", desired.authentication_mode.value()}}));
    }
    if (desired.version == observed.version)
        return {};
    return drivers::update(
        context, "UpdateClusterVersion",
        {{"name", desired.cluster_name.value()}, {"version", desired.version.value()}});
}

Result<void> attach(Context& context, const Cluster& desired, const Cluster* observed) {
    if (observed == nullptr)
        return {};
    TRY_VOID(update_network(context, desired, *observed));
    TRY_VOID(update_rest(context, desired, *observed));
    return drivers::put_eks_tags(context, look_at(observed->id), "arn", desired.tags, observed);
}

/// EKS's own security group is known from now on: endpoints admit it.
Result<std::vector<Readiness>> ready(Context& context, std::span<const Cluster* const> desired) {
    std::vector<Readiness> answers;
    for (const auto* cluster : desired) {
        json::value document;
        const auto& name = cluster->cluster_name.value();
        answers.push_back(TRY(drivers::look_ready(context, look_at(name), &document)));
        auto group = string_or_empty(document, "resourcesVpcConfig.clusterSecurityGroupId");
        if (!group.empty()) {
            context.bind(topology::SecurityGroup::type, topology::cluster_security_group_key(name),
                         std::move(group));
        }
    }
    return answers;
}

Result<void> remove(Context& context, const Cluster& observed) {
    return drivers::remove(context, "eks", "DeleteCluster", {{"name", observed.id}});
}

Result<std::vector<Readiness>> gone(Context& context, std::span<const Cluster* const> observed) {
    std::vector<Readiness> answers;
    for (const auto* cluster : observed)
        answers.push_back(TRY(drivers::look_gone(context, look_at(cluster->id))));
    return answers;
}

}  // namespace

template <>
const Operations<Cluster>& operations() {
    static constexpr Operations<Cluster> row = {.create = create,
                                                .attach = attach,
                                                .ready = ready,
                                                .remove = remove,
                                                .gone = gone,
                                                .create_duration = "eks.CreateCluster",
                                                .remove_duration = "eks.DeleteCluster"};
    return row;
}

}  // namespace inland::deploy
