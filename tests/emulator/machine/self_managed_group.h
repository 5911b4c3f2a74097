// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto.h"
#include "tests/emulator/machine/private_cluster.h"
#include "user_data/user_data.h"

#include <string>
#include <string_view>

namespace inland::emulator::testing {

/// A self-managed group beside a PrivateCluster: launch template, access entry, Auto Scaling group.
class SelfManagedGroup {
  public:
    SelfManagedGroup(PrivateCluster& cluster, user_data::OperatingSystem system)
        : cluster_(cluster), system_(system) {
        settings.cluster = "atlas";
        const auto described = cluster.aws.must("eks", "DescribeCluster", {{"name", "atlas"}});
        settings.endpoint = string_or_empty(described, "cluster.endpoint");
        settings.certificate_authority =
            string_or_empty(described, "cluster.certificateAuthority.data");
        settings.service_cidr =
            string_or_empty(described, "cluster.kubernetesNetworkConfig.serviceIpv4Cidr");
        settings.cluster_dns = "172.20.0.10";
        own_group_ =
            string_or_empty(described, "cluster.resourcesVpcConfig.clusterSecurityGroupId");
        cluster.aws.must("iam", "CreateInstanceProfile", {{"InstanceProfileName", "node"}});
        cluster.aws.must("iam", "AddRoleToInstanceProfile",
                         {{"InstanceProfileName", "node"}, {"RoleName", "node"}});
    }

    void admit(std::string_view username = "") {
        json::object entry{
            {"clusterName", "atlas"}, {"principalArn", cluster_.node_role}, {"type", "EC2_LINUX"}};
        if (!username.empty())
            entry["username"] = username;
        cluster_.aws.must("eks", "CreateAccessEntry", entry);
    }

    void launch() { launch(write(settings, system_)); }

    void launch(const std::string& user_data) {
        json::object data{{"ImageId", image()},
                          {"InstanceType", "m6i.large"},
                          {"SecurityGroupIds", json::array{own_group_}},
                          {"UserData", base64(user_data)}};
        if (has_profile)
            data["IamInstanceProfile"] = json::object{{"Name", "node"}};
        if (!http_endpoint.empty())
            data["MetadataOptions"] = json::object{{"HttpEndpoint", http_endpoint}};
        cluster_.aws.must("ec2", "CreateLaunchTemplate",
                          {{"LaunchTemplateName", "batch"}, {"LaunchTemplateData", data}});
        cluster_.aws.must("autoscaling", "CreateAutoScalingGroup",
                          {{"AutoScalingGroupName", "batch"},
                           {"MinSize", 0},
                           {"MaxSize", 4},
                           {"DesiredCapacity", 1},
                           {"VPCZoneIdentifier", cluster_.first + "," + cluster_.second},
                           {"LaunchTemplate", json::object{{"LaunchTemplateName", "batch"},
                                                           {"Version", "$Latest"}}}});
    }

    /// The only machine.
    json::object machine() {
        const auto machines = cluster_.machines();
        return machines.size() == 1 ? machines.front() : json::object{};
    }
    json::object last_step() {
        const auto one = machine();
        const auto& steps = find_array(one, "steps");
        return steps.empty() ? json::object{} : steps.back().as_object();
    }
    std::string console() {
        const auto output = cluster_.aws.must("ec2", "GetConsoleOutput",
                                              {{"InstanceId", string_or_empty(machine(), "id")}});
        return decode_base64(string_or_empty(output, "Output")).value_or("");
    }

    user_data::NodeSettings settings;
    bool has_profile = true;
    std::string http_endpoint;  ///< of the metadata service; "": not said

  private:
    std::string image() {
        const auto* parameter =
            system_ == user_data::OperatingSystem::AmazonLinux2
                ? "/aws/service/eks/optimized-ami/1.32/amazon-linux-2/recommended/image_id"
            : system_ == user_data::OperatingSystem::Bottlerocket
                ? "/aws/service/bottlerocket/aws-k8s-1.34/x86_64/latest/image_id"
                : "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/"
                  "recommended/image_id";
        return string_or_empty(cluster_.aws.must("ssm", "GetParameter", {{"Name", parameter}}),
                               "Parameter.Value");
    }

    PrivateCluster& cluster_;
    user_data::OperatingSystem system_;
    std::string own_group_;
};

}  // namespace inland::emulator::testing
