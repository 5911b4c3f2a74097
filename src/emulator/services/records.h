// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/store.h"

#include <string>
#include <string_view>

/// The kinds of records that the services keep. A record holds AWS's own document of the resource
/// (what its describe call answers), keyed by the id that stands beside each kind, plus hidden
/// members: those that begin with '_'. Every record may have "_default": true, when AWS made it
/// with the account (the default VPC and what belongs to it) and nobody asked for it.
namespace inland::emulator::kind {

inline constexpr std::string_view vpc = "ec2:vpc";  ///< VpcId; hidden "_attributes"
inline constexpr std::string_view dhcp_options = "ec2:dhcp-options";
inline constexpr std::string_view subnet = "ec2:subnet";
inline constexpr std::string_view route_table = "ec2:route-table";
inline constexpr std::string_view security_group = "ec2:security-group";
/// A rule as DescribeSecurityGroupRules shows it ("sgr-"); its group's record holds no rules.
inline constexpr std::string_view security_group_rule = "ec2:security-group-rule";
inline constexpr std::string_view network_acl = "ec2:network-acl";
inline constexpr std::string_view internet_gateway = "ec2:internet-gateway";
inline constexpr std::string_view nat_gateway = "ec2:nat-gateway";
inline constexpr std::string_view address = "ec2:address";  ///< AllocationId
inline constexpr std::string_view vpc_endpoint = "ec2:vpc-endpoint";
inline constexpr std::string_view vpn_gateway = "ec2:vpn-gateway";
inline constexpr std::string_view customer_gateway = "ec2:customer-gateway";
inline constexpr std::string_view vpn_connection = "ec2:vpn-connection";
inline constexpr std::string_view flow_log = "ec2:flow-log";
inline constexpr std::string_view egress_only_gateway = "ec2:egress-only-internet-gateway";
/// A customer's list; hidden "_versions": the entries by version.
inline constexpr std::string_view prefix_list = "ec2:prefix-list";
/// In both sides' scopes when they differ.
inline constexpr std::string_view vpc_peering = "ec2:vpc-peering-connection";
inline constexpr std::string_view key_pair = "ec2:key-pair";
inline constexpr std::string_view block_public_access = "ec2:block-public-access";  ///< "options"
inline constexpr std::string_view block_public_access_exclusion =
    "ec2:block-public-access-exclusion";
inline constexpr std::string_view transit_gateway = "ec2:transit-gateway";
/// Hidden "_association": of a route table, and "_propagations": the route tables' ids.
inline constexpr std::string_view transit_gateway_attachment = "ec2:transit-gateway-attachment";
/// Hidden "_routes": static TransitGatewayRoute documents.
inline constexpr std::string_view transit_gateway_route_table = "ec2:transit-gateway-route-table";
/// Hidden "_owner_kind" and "_owner_id": the record that made it ("eks:cluster", "atlas").
inline constexpr std::string_view network_interface = "ec2:network-interface";
/// An instance as DescribeInstances shows it inside its reservation. Hidden: "_user_data"
/// (base64), "_launched_at" (milliseconds), "_autoscaling_group" (its name), "_cluster" and
/// "_nodegroup" (names; of a managed group's machine), "_ami_type", "_version" (Kubernetes minor),
/// "_role_arn" (of its instance profile), "_joined" (bool), "_console" (text), "_node_name",
/// "_node_labels" and
/// "_node_taints" (machine/node_settings.h).
inline constexpr std::string_view instance = "ec2:instance";
/// A launch template as DescribeLaunchTemplates shows it; hidden "_versions": a list of
/// LaunchTemplateVersion documents.
inline constexpr std::string_view launch_template = "ec2:launch-template";

/// An account's own tags of what another account shares with it: the resource's id.
inline constexpr std::string_view participant_tags = "ec2:participant-tags";

inline constexpr std::string_view autoscaling_group = "autoscaling:group";  ///< its name

/// Load balancers, target groups, listeners and rules: their ARNs. Hidden: "_attributes" (those
/// that differ from the defaults), "_tags".
inline constexpr std::string_view load_balancer = "elasticloadbalancing:load-balancer";
/// Hidden "_targets": {Id, Port, AvailabilityZone, "_registered_at", "_deregistered_at"
/// (milliseconds)}.
inline constexpr std::string_view target_group = "elasticloadbalancing:target-group";
inline constexpr std::string_view listener = "elasticloadbalancing:listener";
/// Hidden "_listener": the listener's ARN.
inline constexpr std::string_view listener_rule = "elasticloadbalancing:rule";

inline constexpr std::string_view role = "iam:role";                          ///< its name; global
inline constexpr std::string_view policy = "iam:policy";                      ///< its ARN; global
inline constexpr std::string_view instance_profile = "iam:instance-profile";  ///< its name; global
inline constexpr std::string_view oidc_provider = "iam:oidc-provider";        ///< its ARN; global
inline constexpr std::string_view user = "iam:user";                          ///< its name; global
inline constexpr std::string_view group = "iam:group";                        ///< its name; global
/// Its id. Global; hidden "_secret".
inline constexpr std::string_view access_key = "iam:access-key";
/// Temporary credentials: the access key id. Global; hidden "_secret", "_session_token",
/// "_expires" (milliseconds of the wall clock), "_principal_arn", "_user_id"; of a role's session
/// "_role_arn"; of a user's own "_source_arn"; "_session_policies": documents; "_tags": a map.
inline constexpr std::string_view session = "sts:session";

inline constexpr std::string_view key = "kms:key";          ///< KeyId
inline constexpr std::string_view key_alias = "kms:alias";  ///< "alias/NAME"
inline constexpr std::string_view log_group = "logs:log-group";
inline constexpr std::string_view log_stream = "logs:log-stream";  ///< "GROUP:STREAM"; "_events"
inline constexpr std::string_view parameter = "ssm:parameter";
inline constexpr std::string_view repository = "ecr:repository";

/// Its id without "/hostedzone/". Global; hidden "_records" (ResourceRecordSet documents in the
/// order of lists), "_vpcs" and "_authorizations" (VPC documents), "_tags", "_name_servers".
inline constexpr std::string_view hosted_zone = "route53:hosted-zone";
inline constexpr std::string_view dns_change = "route53:change";  ///< its id; global
/// Hidden "_addresses": IpAddressResponse documents with "_interface", the interface's id.
inline constexpr std::string_view resolver_endpoint = "route53resolver:endpoint";
inline constexpr std::string_view resolver_rule = "route53resolver:rule";
inline constexpr std::string_view resolver_rule_association = "route53resolver:rule-association";

/// Its name. Hidden: "_certificate_pem" and "_private_key_pem" of its authority, "_interfaces"
/// (ids of EKS's own in the subnets).
inline constexpr std::string_view cluster = "eks:cluster";
inline constexpr std::string_view node_group = "eks:nodegroup";  ///< "CLUSTER/NODEGROUP"
inline constexpr std::string_view addon = "eks:addon";           ///< "CLUSTER/ADDON"
/// "CLUSTER/PRINCIPAL-ARN"; hidden "_policies": the AssociatedAccessPolicy documents.
inline constexpr std::string_view access_entry = "eks:access-entry";
inline constexpr std::string_view cluster_update = "eks:update";  ///< "CLUSTER/UPDATE-ID"
inline constexpr std::string_view pod_identity = "eks:pod-identity-association";  ///< "CLUSTER/ID"

/// What the emulator remembers for itself: no service's resource.
inline constexpr std::string_view client_token = "inland:client-token";

}  // namespace inland::emulator::kind

namespace inland::emulator {

/// The id of what belongs to a cluster: "atlas/general".
inline std::string cluster_child(std::string_view cluster, std::string_view child) {
    return std::string(cluster) + "/" + std::string(child);
}

}  // namespace inland::emulator
