// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"
#include "emulator/machine/boot.h"
#include "emulator/services/records.h"
#include "tests/emulator/services/service_world.h"

#include <set>
#include <string>

namespace inland::emulator::testing {

/// A cluster without a way to the internet, built by API calls, with a managed node group and a VPN
/// to 192.168.0.0/16. What is left out is what a test is about.
class PrivateCluster {
  public:
    explicit PrivateCluster(std::set<std::string> left_out = {}) : left_out_(std::move(left_out)) {
        make_network();
        for (const auto* service : {"ec2", "ecr.api", "ecr.dkr", "s3"})
            if (!left_out_.contains(service))
                make_endpoint(service);
        if (!left_out_.contains("vpn"))
            make_vpn();
        make_cluster();
    }

    void make_endpoint(const std::string& service) {
        const auto name = "com.amazonaws.eu-central-1." + service;
        if (service == "s3")
            aws.must("ec2", "CreateVpcEndpoint",
                     {{"VpcId", vpc},
                      {"VpcEndpointType", "Gateway"},
                      {"ServiceName", name},
                      {"RouteTableIds", json::array{table}}});
        else
            aws.must("ec2", "CreateVpcEndpoint",
                     {{"VpcId", vpc},
                      {"VpcEndpointType", "Interface"},
                      {"ServiceName", name},
                      {"PrivateDnsEnabled", true},
                      {"SubnetIds", json::array{first, second}},
                      {"SecurityGroupIds", json::array{endpoint_group}}});
        aws.pass(std::chrono::minutes(3));
    }

    void attach_policy(const std::string& policy) {
        aws.must("iam", "AttachRolePolicy",
                 {{"RoleName", "node"}, {"PolicyArn", "arn:aws:iam::aws:policy/" + policy}});
    }

    void make_nodes(std::int64_t desired = 2) {
        aws.must("eks", "CreateNodegroup",
                 {{"clusterName", "atlas"},
                  {"nodegroupName", "general"},
                  {"subnets", json::array{first, second}},
                  {"nodeRole", node_role},
                  {"instanceTypes", json::array{"m6i.large"}},
                  {"labels", json::object{{"pool", "general"}}},
                  {"scalingConfig",
                   json::object{{"minSize", 0}, {"desiredSize", desired}, {"maxSize", 6}}}});
    }

    [[nodiscard]] RecordKey cluster_key() const {
        return {aws.scope(), std::string(kind::cluster), "atlas"};
    }
    cluster::Objects objects() { return {aws.world(), cluster_key()}; }
    std::vector<json::object> machines() {
        std::vector<json::object> found;
        for (const auto& [key, machine] : aws.world().store().list_everywhere(machine_kind))
            found.push_back(*machine);
        return found;
    }
    std::string group_status() {
        return string_or_empty(aws.must("eks", "DescribeNodegroup",
                                        {{"clusterName", "atlas"}, {"nodegroupName", "general"}}),
                               "nodegroup.status");
    }

    ServiceWorld aws;
    std::string vpc, first, second, table, endpoint_group, gateway, node_role;

  private:
    void make_network() {
        vpc = aws.make_vpc();
        for (const auto* attribute : {"EnableDnsSupport", "EnableDnsHostnames"})
            aws.must("ec2", "ModifyVpcAttribute",
                     {{"VpcId", vpc}, {attribute, json::object{{"Value", true}}}});
        first = aws.make_subnet(vpc, "10.40.1.0/24", 'a');
        second = aws.make_subnet(vpc, "10.40.2.0/24", 'b');
        table = string_or_empty(aws.must("ec2", "CreateRouteTable", {{"VpcId", vpc}}),
                                "RouteTable.RouteTableId");
        for (const auto& subnet : {first, second})
            aws.must("ec2", "AssociateRouteTable", {{"RouteTableId", table}, {"SubnetId", subnet}});
        endpoint_group = string_or_empty(
            aws.must("ec2", "CreateSecurityGroup",
                     {{"VpcId", vpc}, {"GroupName", "endpoints"}, {"Description", "endpoints"}}),
            "GroupId");
        admit(endpoint_group, "10.40.0.0/16");
    }

    void admit(const std::string& group, std::string_view block) {
        aws.must(
            "ec2", "AuthorizeSecurityGroupIngress",
            {{"GroupId", group},
             {"IpPermissions", json::array{json::object{
                                   {"IpProtocol", "tcp"},
                                   {"FromPort", 443},
                                   {"ToPort", 443},
                                   {"IpRanges", json::array{json::object{{"CidrIp", block}}}}}}}});
    }

    void make_vpn() {
        gateway = string_or_empty(aws.must("ec2", "CreateVpnGateway", {{"Type", "ipsec.1"}}),
                                  "VpnGateway.VpnGatewayId");
        aws.pass(std::chrono::minutes(1));
        aws.must("ec2", "AttachVpnGateway", {{"VpcId", vpc}, {"VpnGatewayId", gateway}});
        aws.pass(std::chrono::minutes(1));
        const auto peer = string_or_empty(
            aws.must("ec2", "CreateCustomerGateway",
                     {{"Type", "ipsec.1"}, {"BgpAsn", 65010}, {"IpAddress", "203.0.113.10"}}),
            "CustomerGateway.CustomerGatewayId");
        const auto connection =
            string_or_empty(aws.must("ec2", "CreateVpnConnection",
                                     {{"Type", "ipsec.1"},
                                      {"CustomerGatewayId", peer},
                                      {"VpnGatewayId", gateway},
                                      {"Options", json::object{{"StaticRoutesOnly", true}}}}),
                            "VpnConnection.VpnConnectionId");
        aws.pass(std::chrono::minutes(10));
        aws.must("ec2", "CreateVpnConnectionRoute",
                 {{"VpnConnectionId", connection}, {"DestinationCidrBlock", "192.168.0.0/16"}});
        aws.must("ec2", "EnableVgwRoutePropagation",
                 {{"RouteTableId", table}, {"GatewayId", gateway}});
        aws.pass(std::chrono::minutes(1));
    }

    void make_cluster() {
        const auto role = aws.make_role("cluster", "eks.amazonaws.com");
        node_role = aws.make_role("node", "ec2.amazonaws.com");
        for (const auto* policy : {"AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy",
                                   "AmazonEC2ContainerRegistryPullOnly"})
            if (!left_out_.contains(policy))
                attach_policy(policy);
        aws.must("eks", "CreateCluster",
                 {{"name", "atlas"},
                  {"version", "1.34"},
                  {"roleArn", role},
                  {"bootstrapSelfManagedAddons", false},
                  {"accessConfig", json::object{{"authenticationMode", "API"}}},
                  {"resourcesVpcConfig", json::object{{"subnetIds", json::array{first, second}},
                                                      {"endpointPublicAccess", false},
                                                      {"endpointPrivateAccess", true}}}});
        aws.pass(std::chrono::minutes(20));
        const auto own_group =
            string_or_empty(aws.must("eks", "DescribeCluster", {{"name", "atlas"}}),
                            "cluster.resourcesVpcConfig.clusterSecurityGroupId");
        if (!left_out_.contains("vpn"))
            admit(own_group, "192.168.0.0/16");
        for (const auto* addon : {"vpc-cni", "kube-proxy", "coredns"})
            if (!left_out_.contains(addon))
                aws.must("eks", "CreateAddon", {{"clusterName", "atlas"}, {"addonName", addon}});
        aws.pass(std::chrono::minutes(1));
    }

    std::set<std::string> left_out_;
};

}  // namespace inland::emulator::testing
