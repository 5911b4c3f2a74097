// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/names/name_index.h"
#include "prove/names/private_zone.h"
#include "prove/packets/routes.h"
#include "prove/packets/transit_routes.h"
#include "prove/prove.h"
#include "topology/attribute.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// A destination behind a VPN gateway and how the gateway learned it.
struct GatewayRoute {
    Ipv4Prefix block;
    bool advertised = false;                      ///< by BGP: the client's side says so
    const topology::Resource* carrier = nullptr;  ///< the VPN connection, or the next
    const topology::DirectConnectAssociation* direct_connect = nullptr;
};

/// A VPC with what belongs to it. Null members: the VPC has none (or the Topology does not hold
/// it: then `missing` of the Network tells).
struct VpcView {
    const topology::Vpc* vpc = nullptr;
    std::vector<Ipv4Prefix> blocks;
    std::vector<AddressRange> ranges;              ///< the same, and its IPv6 blocks
    const topology::Topology* topology = nullptr;  ///< that holds it
    const topology::InternetGateway* internet_gateway = nullptr;
    std::vector<const topology::TransitGatewayAttachment*> attachments;
    const topology::VpnGateway* vpn_gateway = nullptr;
    std::vector<GatewayRoute> gateway_routes;
    std::string gateway_missing;  ///< what is not known of the routes behind the VPN gateway
    std::vector<const topology::VpnConnection*> idle_connections;  ///< with no tunnel up
    std::vector<const topology::VpcEndpoint*> endpoints;
    std::vector<PrivateZone> zones;                         ///< of those endpoints
    std::vector<const topology::HostedZone*> hosted_zones;  ///< private ones that it asks
    std::vector<const topology::ResolverRule*> rules;       ///< that its resolver follows
    const topology::SecurityGroup* default_group = nullptr;
};

/// A subnet with the tables that rule it.
struct SubnetView {
    const topology::Subnet* subnet = nullptr;
    const VpcView* vpc = nullptr;
    AddressRange addresses;  ///< without the five that AWS reserves
    std::optional<AddressRange> ipv6_addresses = {};
    std::string ipv6_missing = {};              ///< set when its IPv6 block is not known
    const topology::NetworkAcl* acl = nullptr;  ///< null: the VPC's own, which allows everything
    std::string acl_missing;                    ///< set when the ACL is not known
    const Routes* routes = nullptr;
};

/// A Topology compiled for questions, once: the indexes that every flow needs. It refers to the
/// Question's parts, which must outlive it. Immutable; any number of threads may ask it.
class Network {
  public:
    explicit Network(const Question& question);
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    [[nodiscard]] const Question& question() const { return question_; }
    [[nodiscard]] const topology::Topology& topology() const { return question_.topology; }
    [[nodiscard]] const knowledge::Tables& tables() const { return question_.tables; }

    /// Null when the Topology does not hold it, or does not know its VPC or its block.
    [[nodiscard]] const SubnetView* subnet(std::string_view key) const;
    [[nodiscard]] const VpcView* vpc(std::string_view key) const;
    /// The Topology's, or one that AWS makes by itself: a cluster's own, a VPC's default.
    [[nodiscard]] const topology::SecurityGroup* group(std::string_view key) const;
    /// The cluster's own security group.
    [[nodiscard]] const topology::SecurityGroup& cluster_group(
        const topology::Cluster& cluster) const;
    /// Whether the source could not tell about resources of this type.
    [[nodiscard]] bool is_missing(std::string_view type) const;
    /// By which a transit gateway routes what comes from an attachment; null when nothing is
    /// associated with it, or, where transit_missing() says what, when nobody knows.
    [[nodiscard]] const TransitRoutes* transit_routes(std::string_view attachment) const;
    [[nodiscard]] const std::string& transit_missing() const { return transit_missing_; }
    [[nodiscard]] const NameIndex& names() const { return names_; }
    /// {region}, {suffix}, … for texts of the tables.
    [[nodiscard]] const knowledge::Placeholders& placeholders() const { return placeholders_; }

  private:
    void index_vpcs();
    void index_names();
    void index_gateways();
    void index_groups();
    void index_transit();
    void index_routes();
    void index_table(const topology::RouteTable& table, const VpcView& vpc);
    void doubt_main_table(const std::string& vpc, const topology::RouteTable& table);
    void add_main_table(const std::string& key, const VpcView& vpc);
    void index_connections();
    void index_connection(const topology::VpnConnection& connection);
    void index_association(const topology::DirectConnectAssociation& association);
    /// The VPC to which a connection's gateway is attached; null when that cannot be told.
    VpcView* vpc_behind(const topology::Attribute<topology::Reference<topology::VpnGateway>>& of);
    void index_acls();
    void index_subnets();
    const Routes* routes_of(const topology::Subnet& subnet, const std::string& vpc) const;
    void choose_acl(SubnetView& view) const;

    /// The network ACLs of a VPC; `undecided` is one whose subnets are not known.
    struct VpcAcls {
        std::map<std::string_view, const topology::NetworkAcl*> by_subnet;
        const topology::NetworkAcl* fallback = nullptr;
        const topology::NetworkAcl* undecided = nullptr;
    };

    Question question_;
    NameIndex names_;
    knowledge::Placeholders placeholders_;
    std::map<std::string, VpcView, std::less<>> vpcs_;
    std::map<std::string, SubnetView, std::less<>> subnets_;
    std::map<std::string, Routes, std::less<>> routes_;
    std::map<std::string, const Routes*, std::less<>> explicit_routes_;  ///< by subnet
    std::map<std::string, const Routes*, std::less<>> main_routes_;      ///< by VPC
    /// By VPC, a table of which nobody says which subnets use it.
    std::map<std::string, const topology::RouteTable*, std::less<>> unplaced_tables_;
    std::map<std::string, VpcAcls, std::less<>> acls_;  ///< by VPC
    std::map<std::string, topology::SecurityGroup, std::less<>> made_groups_;
    std::map<std::string, TransitRoutes, std::less<>> transit_routes_;     ///< by route table
    std::map<std::string, const TransitRoutes*, std::less<>> transit_of_;  ///< by attachment
    std::string transit_missing_;
};

/// How the user calls a resource.
const std::string& resource_name(const topology::Resource& resource);

}  // namespace inland::prove
