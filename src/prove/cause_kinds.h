// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The kinds of causes, by their stable names; knowledge/causes.yaml explains each.
namespace inland::prove::cause_kind {

inline constexpr std::string_view no_endpoint = "no-endpoint";
inline constexpr std::string_view endpoint_policy = "endpoint-policy";
inline constexpr std::string_view no_route = "no-route";
inline constexpr std::string_view no_prefix_list_route = "no-prefix-list-route";
inline constexpr std::string_view blackhole_route = "blackhole-route";
inline constexpr std::string_view security_group_egress = "security-group-egress";
inline constexpr std::string_view security_group_ingress = "security-group-ingress";
inline constexpr std::string_view nacl_egress = "nacl-egress";
inline constexpr std::string_view nacl_ingress = "nacl-ingress";
inline constexpr std::string_view private_dns_off = "private-dns-off";
inline constexpr std::string_view vpc_dns_support_off = "vpc-dns-support-off";
inline constexpr std::string_view vpc_dns_hostnames_off = "vpc-dns-hostnames-off";
inline constexpr std::string_view dhcp_dns_servers = "dhcp-dns-servers";
inline constexpr std::string_view dhcp_domain_name = "dhcp-domain-name";
inline constexpr std::string_view name_shadowed = "name-shadowed";
inline constexpr std::string_view name_forwarded = "name-forwarded";
inline constexpr std::string_view name_not_found = "name-not-found";
inline constexpr std::string_view api_private_access_off = "api-private-access-off";
inline constexpr std::string_view api_public_cidrs = "api-public-cidrs";
inline constexpr std::string_view role_not_mapped = "role-not-mapped";
inline constexpr std::string_view user_data = "user-data";
inline constexpr std::string_view metadata_service_off = "metadata-service-off";
inline constexpr std::string_view iam_policy = "iam-policy";
inline constexpr std::string_view identity_provider = "identity-provider";
inline constexpr std::string_view addon_missing = "addon-missing";
inline constexpr std::string_view no_association = "no-association";
inline constexpr std::string_view image_not_reachable = "image-not-reachable";
inline constexpr std::string_view subnet_full = "subnet-full";
inline constexpr std::string_view zone_not_supported = "zone-not-supported";
inline constexpr std::string_view version_not_supported = "version-not-supported";
inline constexpr std::string_view internet_gateway_route = "internet-gateway-route";
inline constexpr std::string_view nat_route = "nat-route";
inline constexpr std::string_view block_public_access = "block-public-access";
inline constexpr std::string_view public_access_on = "public-access-on";
inline constexpr std::string_view missing_fact = "missing-fact";

}  // namespace inland::prove::cause_kind
