// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_group_machines.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/autoscaling/group.h"
#include "emulator/services/ec2/image.h"
#include "emulator/services/ec2/instance.h"
#include "emulator/services/ec2/launch_template.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/eks/lookup.h"
#include "emulator/services/eks/node_group.h"
#include "emulator/services/eks/node_group_events.h"
#include "emulator/services/eks/node_group_health.h"
#include "emulator/services/eks/node_group_roll.h"
#include "emulator/services/eks/node_user_data.h"
#include "emulator/services/events.h"
#include "emulator/services/iam/instance_profile.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view check_event = "eks:nodegroup-check";
constexpr std::string_view deadline_event = "eks:nodegroup-deadline";
constexpr std::string_view deleted_event = "eks:nodegroup-deleted";

RecordKey scaling_group_of(const RecordKey& key, const json::object& group) {
    return {key.scope, std::string(kind::autoscaling_group), text_of(group, "_scaling_group")};
}

json::object tag(std::string_view key, std::string_view value) {
    return {{"Key", key}, {"Value", value}};
}

json::array machine_tags(const std::string& cluster, const std::string& name) {
    return {tag("eks:cluster-name", cluster), tag("eks:nodegroup-name", name),
            tag(fmt::format("kubernetes.io/cluster/{}", cluster), "owned"),
            tag(fmt::format("k8s.io/cluster-autoscaler/{}", cluster), "owned"),
            tag("k8s.io/cluster-autoscaler/enabled", "true")};
}

json::array propagated(json::array tags) {
    for (auto& row : tags)
        row.get_object()["PropagateAtLaunch"] = true;
    return tags;
}

/// What the user's own launch template says, below what EKS decides.
json::object own_template_data(const World& world, const RecordKey& key,
                               const json::object& group) {
    const auto& own = object_of(group, "launchTemplate");
    if (own.empty())
        return {};
    json::object specification{{"Version", text_of(own, "version")}};
    if (has(own, "id"))
        specification["LaunchTemplateId"] = text_of(own, "id");
    else
        specification["LaunchTemplateName"] = text_of(own, "name");
    return launch_template_data(world, key.scope, specification).value_or(json::object());
}

/// EKS's user data, with the owner's in front where the launch template has some.
std::string user_data_of(const json::object& own, const json::object& cluster,
                         const json::object& group, std::string_view ami_type) {
    auto whole = merged_user_data(decode_base64(text_of(own, "UserData")).value_or(""),
                                  managed_user_data(cluster, group, ami_type), ami_type);
    return whole.value_or(managed_user_data(cluster, group, ami_type));
}

json::object template_data(const World& world, const RecordKey& key, const json::object& group,
                           const json::object& cluster, const std::string& profile_arn) {
    const auto ami_type = text_of(group, "amiType");
    auto data = own_template_data(world, key, group);
    const auto image = image_for(world, key.scope.region, ami_type, text_of(group, "version"));
    if (image && !has(data, "ImageId")) {
        data["ImageId"] = image->id;
        data["UserData"] = base64(user_data_of(data, cluster, group, ami_type));
    }
    if (const auto types = texts_of(group, "instanceTypes"); !types.empty())
        data["InstanceType"] = types.front();
    if (!has(data, "SecurityGroupIds") && !has(data, "NetworkInterfaces"))
        data["SecurityGroupIds"] = json::array{
            text_of(object_of(cluster, "resourcesVpcConfig"), "clusterSecurityGroupId")};
    data["IamInstanceProfile"] = json::object{{"Arn", profile_arn}};
    data["TagSpecifications"] = json::array{json::object{
        {"ResourceType", "instance"},
        {"Tags", machine_tags(text_of(cluster, "name"), text_of(group, "nodegroupName"))}}};
    return data;
}

json::object hidden_members(const json::object& group) {
    return {{"_cluster", text_of(group, "clusterName")},
            {"_nodegroup", text_of(group, "nodegroupName")},
            {"_ami_type", text_of(group, "amiType")},
            {"_version", text_of(group, "version")}};
}

std::vector<std::string> machines_of(const World& world, const RecordKey& key) {
    const auto* group = world.store().find(key);
    return group == nullptr ? std::vector<std::string>()
                            : alive_instances(world, scaling_group_of(key, *group));
}

bool has_joined(const World& world, const Scope& scope, const std::string& id) {
    const auto* instance = world.store().find({scope, std::string(kind::instance), id});
    return instance != nullptr && flag_of(*instance, "_joined");
}

std::int64_t joined_count(const World& world, const RecordKey& key) {
    return std::ranges::count_if(machines_of(world, key), [&](const std::string& id) {
        return has_joined(world, key.scope, id);
    });
}

bool is_creating(const json::object* group) {
    return group != nullptr && text_of(*group, "status") == "CREATING";
}

/// ACTIVE as soon as all that it wants have joined.
void check_machines(World& world, const RecordKey& key) {
    const auto* group = world.store().find(key);
    if (!is_creating(group))
        return;
    const auto desired = number_of(object_of(*group, "scalingConfig"), "desiredSize");
    if (joined_count(world, key) < desired)
        return;
    const auto now = timestamp(world);
    world.store().update(key, [&](json::object& document) {
        document["status"] = "ACTIVE";
        document["modifiedAt"] = now;
    });
    clear_health_issues(world, key);
}

/// A group that lacks machines no longer is well again.
void check_health(World& world, const RecordKey& key) {
    const auto* group = world.store().find(key);
    if (group == nullptr || text_of(*group, "status") != "DEGRADED")
        return;
    if (joined_count(world, key) >= number_of(object_of(*group, "scalingConfig"), "desiredSize"))
        clear_health_issues(world, key);
}

json::object join_issue(const World& world, const RecordKey& key) {
    json::array missing;
    for (const auto& id : machines_of(world, key))
        if (!has_joined(world, key.scope, id))
            missing.emplace_back(id);
    return {{"code", "NodeCreationFailure"},
            {"message", "Instances failed to join the kubernetes cluster"},
            {"resourceIds", std::move(missing)}};
}

void deadline_passed(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    check_machines(world, key);
    if (!is_creating(world.store().find(key)))
        return;
    world.store().update(key, [](json::object& document) { document["status"] = "CREATE_FAILED"; });
    add_health_issue(world, key, join_issue(world, key));
}

bool role_is_used(const World& world, const RecordKey& key, const std::string& cluster,
                  std::string_view role_arn) {
    const auto groups = records_where(world, key.scope, kind::node_group, "nodeRole", role_arn);
    return std::ranges::any_of(groups, [&](const auto& other) {
        return other.first != key.id && text_of(*other.second, "clusterName") == cluster;
    });
}

/// The instances have had time to go; those that are left do so now.
void deletion_over(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* group = world.store().find(key);
    if (group == nullptr)
        return;
    const auto cluster = text_of(*group, "clusterName");
    const auto role = text_of(*group, "nodeRole");
    world.store().erase(
        {key.scope, std::string(kind::launch_template), text_of(*group, "_launch_template")});
    world.store().erase({{key.scope.account, ""},
                         std::string(kind::instance_profile),
                         text_of(*group, "_instance_profile")});
    if (!role_is_used(world, key, cluster, role))
        world.store().erase(
            {key.scope, std::string(kind::access_entry), cluster_child(cluster, role)});
    world.store().erase(key);
}

RecordKey group_of_instance(const RecordKey& instance, const json::object& document) {
    return {instance.scope, std::string(kind::node_group),
            cluster_child(text_of(document, "_cluster"), text_of(document, "_nodegroup"))};
}

}  // namespace

void make_machines(World& world, const RecordKey& key) {
    const auto& group = *world.store().find(key);
    const auto cluster_name = text_of(group, "clusterName");
    const auto& cluster = *world.store().find(cluster_key(key.scope, cluster_name));
    const auto name = text_of(group, "nodegroupName");
    const auto uuid = new_uuid();
    const auto profile =
        make_instance_profile(world, key.scope.account, "eks-" + uuid, text_of(group, "nodeRole"));
    NewGroup scaling;
    scaling.name = fmt::format("eks-{}-{}", name, uuid);
    const auto template_id = make_launch_template(
        world, key.scope, "eks-" + uuid, template_data(world, key, group, cluster, profile),
        machine_tags(cluster_name, name), "arn:aws:sts::amazon:assumed-role/AmazonEKSNodegroup");
    const auto& sizes = object_of(group, "scalingConfig");
    scaling.minimum = number_of(sizes, "minSize");
    scaling.desired = number_of(sizes, "desiredSize");
    scaling.maximum = number_of(sizes, "maxSize");
    scaling.subnet_ids = texts_of(group, "subnets");
    scaling.launch_template = {
        {"LaunchTemplateId", template_id}, {"LaunchTemplateName", "eks-" + uuid}, {"Version", "1"}};
    scaling.tags = propagated(machine_tags(cluster_name, name));
    scaling.hidden = hidden_members(group);
    make_group(world, key.scope, scaling);
    world.store().update(key, [&](json::object& document) {
        document["resources"] =
            json::object{{"autoScalingGroups", json::array{json::object{{"name", scaling.name}}}}};
        document["_scaling_group"] = scaling.name;
        document["_launch_template"] = template_id;
        document["_instance_profile"] = "eks-" + uuid;
    });
}

void renew_template(World& world, const RecordKey& key, const json::object& change) {
    json::object group(*world.store().find(key));
    copy_members(change, group, {"version", "launchTemplate"});
    const auto* cluster = world.store().find(cluster_key(key.scope, text_of(group, "clusterName")));
    const RecordKey scaling = scaling_group_of(key, group);
    const auto* record = world.store().find(scaling);
    if (cluster == nullptr || record == nullptr)
        return;
    const auto profile =
        fmt::format("arn:{}:iam::{}:instance-profile/{}", partition_of(world, key.scope.region),
                    key.scope.account, text_of(group, "_instance_profile"));
    const auto number = add_template_version(world, key.scope, text_of(group, "_launch_template"),
                                             template_data(world, key, group, *cluster, profile));
    auto hidden = hidden_members(group);
    world.store().update(scaling, [&](json::object& document) {
        document["LaunchTemplate"].as_object()["Version"] = std::to_string(number);
        document["_hidden"] = hidden;
    });
}

void await_machines(World& world, const RecordKey& key) {
    world.after(world.tables().typical("eks.CreateNodegroup.Empty"), check_event, payload_of(key));
    world.after(world.tables().typical("eks.NodesNeverJoin"), deadline_event, payload_of(key));
}

void remove_machines(World& world, const RecordKey& key) {
    delete_group(world, scaling_group_of(key, *world.store().find(key)));
    world.after(world.tables().typical("eks.DeleteNodegroup"), deleted_event, payload_of(key));
}

std::vector<std::string> joined_instances(const World& world, const RecordKey& cluster) {
    std::vector<std::string> joined;
    for (const auto& [id, instance] :
         records_where(world, cluster.scope, kind::instance, "_cluster", cluster.id))
        if (is_alive(*instance) && flag_of(*instance, "_joined"))
            joined.push_back(id);
    return joined;
}

void node_group_changed(World& world, const RecordKey& key) {
    const auto* group = world.store().find(key);
    if (group == nullptr)
        return;
    const auto& sizes = object_of(*group, "scalingConfig");
    resize_group(world, scaling_group_of(key, *group), number_of(sizes, "minSize"),
                 number_of(sizes, "desiredSize"), number_of(sizes, "maxSize"));
}

void capacity_changed(World& world, const RecordKey& scaling_group) {
    const auto* record = world.store().find(scaling_group);
    if (record == nullptr || !has(object_of(*record, "_hidden"), "_nodegroup"))
        return;
    const auto group = group_of_instance(scaling_group, object_of(*record, "_hidden"));
    const auto desired = number_of(*record, "DesiredCapacity");
    world.store().update(group, [&](json::object& document) {
        object_in(document, "scalingConfig")["desiredSize"] = desired;
    });
}

void machine_joined(World& world, const RecordKey& instance) {
    world.store().update(instance, [](json::object& document) {
        document["_joined"] = true;
        document.erase("_failure");
    });
    const auto* document = world.store().find(instance);
    if (document == nullptr)
        return;
    check_machines(world, group_of_instance(instance, *document));
    check_health(world, group_of_instance(instance, *document));
}

void machine_failed(World& world, const RecordKey& instance, std::string_view reason) {
    world.store().update(instance, [&](json::object& document) { document["_failure"] = reason; });
}

void register_node_group_events(Scheduler& scheduler) {
    scheduler.on(std::string(check_event), [](World& world, const json::object& payload) {
        check_machines(world, key_from(payload));
    });
    scheduler.on(std::string(deadline_event), deadline_passed);
    scheduler.on(std::string(deleted_event), deletion_over);
    register_node_group_roll_events(scheduler);
}

}  // namespace inland::emulator
