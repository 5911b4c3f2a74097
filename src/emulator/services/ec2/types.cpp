// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/types.h"

#include "emulator/services/ec2/block_public_access.h"
#include "emulator/services/ec2/security_group.h"
#include "emulator/services/ec2/subnet.h"
#include "emulator/services/records.h"

#include <array>

/// Codes, words and filters as the EC2 API reference and its error code list have them.
namespace inland::emulator {

namespace {

constexpr auto vpc_filters = std::to_array<FilterRow>({
    {"cidr", "CidrBlock"},
    {"cidr-block", "CidrBlock"},
    {"cidrBlock", "CidrBlock"},
    {"cidr-block-association.association-id", "CidrBlockAssociationSet[].AssociationId"},
    {"cidr-block-association.cidr-block", "CidrBlockAssociationSet[].CidrBlock"},
    {"cidr-block-association.state", "CidrBlockAssociationSet[].CidrBlockState.State"},
    {"dhcp-options-id", "DhcpOptionsId"},
    {"is-default", "IsDefault"},
    {"isDefault", "IsDefault"},
    {"owner-id", "OwnerId"},
    {"state", "State"},
    {"vpc-id", "VpcId"},
});

constexpr auto dhcp_options_filters = std::to_array<FilterRow>({
    {"dhcp-options-id", "DhcpOptionsId"},
    {"key", "DhcpConfigurations[].Key"},
    {"value", "DhcpConfigurations[].Values[].Value"},
    {"owner-id", "OwnerId"},
});

constexpr auto subnet_filters = std::to_array<FilterRow>({
    {"availability-zone", "AvailabilityZone"},
    {"availabilityZone", "AvailabilityZone"},
    {"availability-zone-id", "AvailabilityZoneId"},
    {"availabilityZoneId", "AvailabilityZoneId"},
    {"available-ip-address-count", "AvailableIpAddressCount"},
    {"cidr", "CidrBlock"},
    {"cidr-block", "CidrBlock"},
    {"cidrBlock", "CidrBlock"},
    {"default-for-az", "DefaultForAz"},
    {"defaultForAz", "DefaultForAz"},
    {"map-public-ip-on-launch", "MapPublicIpOnLaunch"},
    {"owner-id", "OwnerId"},
    {"state", "State"},
    {"subnet-arn", "SubnetArn"},
    {"subnet-id", "SubnetId"},
    {"vpc-id", "VpcId"},
});

constexpr auto route_table_filters = std::to_array<FilterRow>({
    {"association.gateway-id", "Associations[].GatewayId"},
    {"association.main", "Associations[].Main"},
    {"association.route-table-association-id", "Associations[].RouteTableAssociationId"},
    {"association.route-table-id", "Associations[].RouteTableId"},
    {"association.subnet-id", "Associations[].SubnetId"},
    {"owner-id", "OwnerId"},
    {"route-table-id", "RouteTableId"},
    {"route.destination-cidr-block", "Routes[].DestinationCidrBlock"},
    {"route.destination-prefix-list-id", "Routes[].DestinationPrefixListId"},
    {"route.gateway-id", "Routes[].GatewayId"},
    {"route.nat-gateway-id", "Routes[].NatGatewayId"},
    {"route.transit-gateway-id", "Routes[].TransitGatewayId"},
    {"route.origin", "Routes[].Origin"},
    {"route.state", "Routes[].State"},
    {"vpc-id", "VpcId"},
});

constexpr auto security_group_filters = std::to_array<FilterRow>({
    {"description", "Description"},
    {"group-id", "GroupId"},
    {"group-name", "GroupName"},
    {"owner-id", "OwnerId"},
    {"vpc-id", "VpcId"},
    {"ip-permission.cidr", "IpPermissions[].IpRanges[].CidrIp"},
    {"ip-permission.from-port", "IpPermissions[].FromPort"},
    {"ip-permission.to-port", "IpPermissions[].ToPort"},
    {"ip-permission.protocol", "IpPermissions[].IpProtocol"},
    {"ip-permission.group-id", "IpPermissions[].UserIdGroupPairs[].GroupId"},
    {"ip-permission.prefix-list-id", "IpPermissions[].PrefixListIds[].PrefixListId"},
    {"ip-permission.user-id", "IpPermissions[].UserIdGroupPairs[].UserId"},
    {"egress.ip-permission.cidr", "IpPermissionsEgress[].IpRanges[].CidrIp"},
    {"egress.ip-permission.from-port", "IpPermissionsEgress[].FromPort"},
    {"egress.ip-permission.to-port", "IpPermissionsEgress[].ToPort"},
    {"egress.ip-permission.protocol", "IpPermissionsEgress[].IpProtocol"},
    {"egress.ip-permission.group-id", "IpPermissionsEgress[].UserIdGroupPairs[].GroupId"},
    {"egress.ip-permission.prefix-list-id", "IpPermissionsEgress[].PrefixListIds[].PrefixListId"},
});

constexpr auto security_group_rule_filters = std::to_array<FilterRow>({
    {"group-id", "GroupId"},
    {"security-group-rule-id", "SecurityGroupRuleId"},
});

constexpr auto network_acl_filters = std::to_array<FilterRow>({
    {"association.association-id", "Associations[].NetworkAclAssociationId"},
    {"association.network-acl-id", "Associations[].NetworkAclId"},
    {"association.subnet-id", "Associations[].SubnetId"},
    {"default", "IsDefault"},
    {"entry.cidr", "Entries[].CidrBlock"},
    {"entry.egress", "Entries[].Egress"},
    {"entry.protocol", "Entries[].Protocol"},
    {"entry.rule-action", "Entries[].RuleAction"},
    {"entry.rule-number", "Entries[].RuleNumber"},
    {"network-acl-id", "NetworkAclId"},
    {"owner-id", "OwnerId"},
    {"vpc-id", "VpcId"},
});

constexpr auto internet_gateway_filters = std::to_array<FilterRow>({
    {"attachment.state", "Attachments[].State"},
    {"attachment.vpc-id", "Attachments[].VpcId"},
    {"internet-gateway-id", "InternetGatewayId"},
    {"owner-id", "OwnerId"},
});

constexpr auto nat_gateway_filters = std::to_array<FilterRow>({
    {"nat-gateway-id", "NatGatewayId"},
    {"state", "State"},
    {"subnet-id", "SubnetId"},
    {"vpc-id", "VpcId"},
});

constexpr auto vpc_endpoint_filters = std::to_array<FilterRow>({
    {"ip-address-type", "IpAddressType"},
    {"service-name", "ServiceName"},
    {"service-region", "ServiceRegion"},
    {"vpc-endpoint-id", "VpcEndpointId"},
    {"vpc-endpoint-state", "State"},
    {"vpc-endpoint-type", "VpcEndpointType"},
    {"vpc-id", "VpcId"},
});

constexpr auto network_interface_filters = std::to_array<FilterRow>({
    {"addresses.private-ip-address", "PrivateIpAddresses[].PrivateIpAddress"},
    {"addresses.primary", "PrivateIpAddresses[].Primary"},
    {"association.allocation-id", "Association.AllocationId"},
    {"association.public-ip", "Association.PublicIp"},
    {"attachment.attachment-id", "Attachment.AttachmentId"},
    {"attachment.device-index", "Attachment.DeviceIndex"},
    {"attachment.instance-id", "Attachment.InstanceId"},
    {"attachment.instance-owner-id", "Attachment.InstanceOwnerId"},
    {"attachment.status", "Attachment.Status"},
    {"availability-zone", "AvailabilityZone"},
    {"description", "Description"},
    {"group-id", "Groups[].GroupId"},
    {"group-name", "Groups[].GroupName"},
    {"interface-type", "InterfaceType"},
    {"mac-address", "MacAddress"},
    {"network-interface-id", "NetworkInterfaceId"},
    {"owner-id", "OwnerId"},
    {"private-dns-name", "PrivateDnsName"},
    {"private-ip-address", "PrivateIpAddress"},
    {"requester-id", "RequesterId"},
    {"requester-managed", "RequesterManaged"},
    {"source-dest-check", "SourceDestCheck"},
    {"status", "Status"},
    {"subnet-id", "SubnetId"},
    {"vpc-id", "VpcId"},
});

constexpr auto instance_filters = std::to_array<FilterRow>({
    {"architecture", "Architecture"},
    {"availability-zone", "Placement.AvailabilityZone"},
    {"image-id", "ImageId"},
    {"instance-id", "InstanceId"},
    {"instance-lifecycle", "InstanceLifecycle"},
    {"instance-state-code", "State.Code"},
    {"instance-state-name", "State.Name"},
    {"instance-type", "InstanceType"},
    {"instance.group-id", "SecurityGroups[].GroupId"},
    {"instance.group-name", "SecurityGroups[].GroupName"},
    {"network-interface.network-interface-id", "NetworkInterfaces[].NetworkInterfaceId"},
    {"network-interface.subnet-id", "NetworkInterfaces[].SubnetId"},
    {"network-interface.addresses.private-ip-address",
     "NetworkInterfaces[].PrivateIpAddresses[].PrivateIpAddress"},
    {"owner-id", "OwnerId"},
    {"private-dns-name", "PrivateDnsName"},
    {"private-ip-address", "PrivateIpAddress"},
    {"iam-instance-profile.arn", "IamInstanceProfile.Arn"},
    {"reservation-id", "_reservation_id"},
    {"subnet-id", "SubnetId"},
    {"vpc-id", "VpcId"},
});

constexpr auto launch_template_filters = std::to_array<FilterRow>({
    {"create-time", "CreateTime"},
    {"launch-template-name", "LaunchTemplateName"},
});

}  // namespace

const ResourceType vpc_type{
    .kind = kind::vpc,
    .tag_type = "vpc",
    .prefix = "vpc-",
    .id_member = "VpcId",
    .ids_input = "VpcIds",
    .list_output = "Vpcs",
    .not_found_code = "InvalidVpcID.NotFound",
    .not_found_text = "The vpc ID '{}' does not exist",
    .malformed_code = "InvalidVpcID.Malformed",
    .filters = vpc_filters,
    .show = show_block_public_access,
};

const ResourceType dhcp_options_type{
    .kind = kind::dhcp_options,
    .tag_type = "dhcp-options",
    .prefix = "dopt-",
    .id_member = "DhcpOptionsId",
    .ids_input = "DhcpOptionsIds",
    .list_output = "DhcpOptions",
    .not_found_code = "InvalidDhcpOptionID.NotFound",
    .not_found_text = "The dhcpOption ID '{}' does not exist",
    .malformed_code = "InvalidDhcpOptionsId.Malformed",
    .filters = dhcp_options_filters,
};

const ResourceType subnet_type{
    .kind = kind::subnet,
    .tag_type = "subnet",
    .prefix = "subnet-",
    .id_member = "SubnetId",
    .ids_input = "SubnetIds",
    .list_output = "Subnets",
    .not_found_code = "InvalidSubnetID.NotFound",
    .not_found_text = "The subnet ID '{}' does not exist",
    .malformed_code = "InvalidSubnetID.Malformed",
    .filters = subnet_filters,
    .show = show_subnet,
};

const ResourceType route_table_type{
    .kind = kind::route_table,
    .tag_type = "route-table",
    .prefix = "rtb-",
    .id_member = "RouteTableId",
    .ids_input = "RouteTableIds",
    .list_output = "RouteTables",
    .not_found_code = "InvalidRouteTableID.NotFound",
    .not_found_text = "The routeTable ID '{}' does not exist",
    .malformed_code = "InvalidRouteTableId.Malformed",
    .filters = route_table_filters,
};

const ResourceType security_group_type{
    .kind = kind::security_group,
    .tag_type = "security-group",
    .prefix = "sg-",
    .id_member = "GroupId",
    .ids_input = "GroupIds",
    .list_output = "SecurityGroups",
    .not_found_code = "InvalidGroup.NotFound",
    .not_found_text = "The security group '{}' does not exist",
    .malformed_code = "InvalidGroupId.Malformed",
    .filters = security_group_filters,
    .show = show_security_group,
};

const ResourceType security_group_rule_type{
    .kind = kind::security_group_rule,
    .tag_type = "security-group-rule",
    .prefix = "sgr-",
    .id_member = "SecurityGroupRuleId",
    .ids_input = "SecurityGroupRuleIds",
    .list_output = "SecurityGroupRules",
    .not_found_code = "InvalidSecurityGroupRuleId.NotFound",
    .not_found_text = "The security group rule ID '{}' does not exist",
    .malformed_code = "InvalidSecurityGroupRuleId.Malformed",
    .filters = security_group_rule_filters,
};

const ResourceType network_acl_type{
    .kind = kind::network_acl,
    .tag_type = "network-acl",
    .prefix = "acl-",
    .id_member = "NetworkAclId",
    .ids_input = "NetworkAclIds",
    .list_output = "NetworkAcls",
    .not_found_code = "InvalidNetworkAclID.NotFound",
    .not_found_text = "The networkAcl ID '{}' does not exist",
    .malformed_code = "InvalidNetworkAclId.Malformed",
    .filters = network_acl_filters,
};

const ResourceType internet_gateway_type{
    .kind = kind::internet_gateway,
    .tag_type = "internet-gateway",
    .prefix = "igw-",
    .id_member = "InternetGatewayId",
    .ids_input = "InternetGatewayIds",
    .list_output = "InternetGateways",
    .not_found_code = "InvalidInternetGatewayID.NotFound",
    .not_found_text = "The internetGateway ID '{}' does not exist",
    .malformed_code = "InvalidInternetGatewayId.Malformed",
    .filters = internet_gateway_filters,
};

const ResourceType nat_gateway_type{
    .kind = kind::nat_gateway,
    .tag_type = "natgateway",
    .prefix = "nat-",
    .id_member = "NatGatewayId",
    .ids_input = "NatGatewayIds",
    .list_output = "NatGateways",
    .not_found_code = "NatGatewayNotFound",
    .not_found_text = "The Nat Gateway {} was not found",
    .malformed_code = "NatGatewayMalformed",
    .filters = nat_gateway_filters,
};

const ResourceType vpc_endpoint_type{
    .kind = kind::vpc_endpoint,
    .tag_type = "vpc-endpoint",
    .prefix = "vpce-",
    .id_member = "VpcEndpointId",
    .ids_input = "VpcEndpointIds",
    .list_output = "VpcEndpoints",
    .not_found_code = "InvalidVpcEndpointId.NotFound",
    .not_found_text = "The Vpc Endpoint Id '{}' does not exist",
    .malformed_code = "InvalidVpcEndpointId.Malformed",
    .filters = vpc_endpoint_filters,
};

const ResourceType network_interface_type{
    .kind = kind::network_interface,
    .tag_type = "network-interface",
    .prefix = "eni-",
    .id_member = "NetworkInterfaceId",
    .ids_input = "NetworkInterfaceIds",
    .list_output = "NetworkInterfaces",
    .not_found_code = "InvalidNetworkInterfaceID.NotFound",
    .not_found_text = "The networkInterface ID '{}' does not exist",
    .malformed_code = "InvalidNetworkInterfaceId.Malformed",
    .filters = network_interface_filters,
    .tags_member = "TagSet",
};

const ResourceType instance_type{
    .kind = kind::instance,
    .tag_type = "instance",
    .prefix = "i-",
    .id_member = "InstanceId",
    .ids_input = "InstanceIds",
    .list_output = "Instances",
    .not_found_code = "InvalidInstanceID.NotFound",
    .not_found_text = "The instance ID '{}' does not exist",
    .malformed_code = "InvalidInstanceID.Malformed",
    .filters = instance_filters,
};

const ResourceType launch_template_type{
    .kind = kind::launch_template,
    .tag_type = "launch-template",
    .prefix = "lt-",
    .id_member = "LaunchTemplateId",
    .ids_input = "LaunchTemplateIds",
    .list_output = "LaunchTemplates",
    .not_found_code = "InvalidLaunchTemplateId.NotFound",
    .not_found_text = "The specified launch template, with template ID {}, does not exist.",
    .malformed_code = "InvalidLaunchTemplateId.Malformed",
    .filters = launch_template_filters,
};

std::span<const ResourceType* const> resource_types() {
    static constexpr std::array types{
        &vpc_type, &dhcp_options_type, &subnet_type, &route_table_type, &security_group_type,
        &security_group_rule_type, &network_acl_type, &internet_gateway_type, &nat_gateway_type,
        &address_type, &vpc_endpoint_type, &vpn_gateway_type, &customer_gateway_type,
        &vpn_connection_type, &network_interface_type, &instance_type, &launch_template_type,
        &flow_log_type, &egress_only_gateway_type, &prefix_list_type, &vpc_peering_type,
        &key_pair_type, &block_public_access_exclusion_type,
        // the longer prefixes first
        &transit_gateway_attachment_type, &transit_gateway_route_table_type, &transit_gateway_type};
    return types;
}

}  // namespace inland::emulator
