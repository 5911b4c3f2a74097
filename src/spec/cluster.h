// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/diagnostic.h"
#include "core/ipv4_prefix.h"
#include "knowledge/tables.h"
#include "spec/pull_credentials.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The user's cluster.yaml as plain values: checked, defaults filled in, each with its place in
/// the file (of the default, the place of what it belongs to). Values; safe for all threads.
namespace inland::spec {

template <typename T>
struct Placed {
    T value{};
    Place place = {};

    bool operator==(const Placed&) const = default;
};

template <typename T>
using PlacedList = std::vector<Placed<T>>;

using PlacedText = Placed<std::string>;

/// The Kubernetes API answers inside the VPC and its connected networks only.
struct PrivateAccess {
    bool operator==(const PrivateAccess&) const = default;
};
/// Inside privately, and from these blocks of the internet.
struct PublicAndPrivateAccess {
    PlacedList<Ipv4Prefix> public_cidrs;  ///< empty: from everywhere
    bool operator==(const PublicAndPrivateAccess&) const = default;
};
/// Through the internet only, nodes included.
struct PublicAccess {
    PlacedList<Ipv4Prefix> public_cidrs;  ///< empty: from everywhere
    bool operator==(const PublicAccess&) const = default;
};
using Access = std::variant<PrivateAccess, PublicAndPrivateAccess, PublicAccess>;

struct NewNetwork {
    Placed<Ipv4Prefix> cidr;
    /// Names, of the Region. A number in the file has become its first zones that EKS accepts.
    PlacedList<std::string> zones;
};
struct ExistingNetwork {
    PlacedText vpc_id;
    PlacedList<std::string> subnet_ids;
};
enum class NodePlacement { Private, Public };
enum class Egress { None, Nat };

struct Network {
    std::variant<NewNetwork, ExistingNetwork> source;
    Placed<NodePlacement> nodes;
    Placed<Egress> egress;
    Place place;

    [[nodiscard]] const NewNetwork* created() const { return std::get_if<NewNetwork>(&source); }
    [[nodiscard]] const ExistingNetwork* existing() const {
        return std::get_if<ExistingNetwork>(&source);
    }
};

enum class VpnRouting { Static, Bgp };

struct Vpn {
    Placed<Ipv4Address> peer;
    Placed<std::uint32_t> asn;
    Placed<VpnRouting> routing;
    PlacedList<Ipv4Prefix> networks;
    Place place;
};
struct DirectConnect {
    PlacedText gateway_id;  ///< of the Direct Connect gateway: a UUID
    PlacedList<Ipv4Prefix> networks;
    Place place;
};
struct TransitGateway {
    PlacedText id;
    PlacedList<Ipv4Prefix> networks;
    Place place;
};

/// How people and systems outside the VPC reach it; all absent means that nobody does.
struct Connect {
    std::optional<Vpn> vpn;
    std::optional<DirectConnect> direct_connect;
    std::optional<TransitGateway> transit_gateway;

    /// The networks of all connections, in the order above.
    [[nodiscard]] PlacedList<Ipv4Prefix> networks() const;
};

/// A CoreDNS stub domain.
struct ForwardedDomain {
    PlacedText domain;
    PlacedList<Ipv4Address> servers;
};

/// The account's own Amazon ECR in the cluster's Region.
struct EcrRegistry {
    Place place;
};
struct UrlRegistry {
    PlacedText url;                         ///< host[:port][/prefix], without a scheme
    std::optional<PlacedText> pull_secret;  ///< path of a config.json of Docker's, as written
    std::optional<PlacedText> ca;           ///< path of a PEM file, as written
    PullCredentials pull_credentials;       ///< of that file; empty where none is named or read
    std::string ca_certificates;  ///< what that file holds; "" where none is named or read
};
using Registry = std::variant<EcrRegistry, UrlRegistry>;

enum class NodeGroupKind { Managed, SelfManaged };
enum class OperatingSystem { Al2023, Bottlerocket, Al2 };
enum class TaintEffect { NoSchedule, PreferNoSchedule, NoExecute };

struct Label {
    PlacedText key;
    PlacedText value;
};
struct Taint {
    PlacedText key;
    PlacedText value;
    Placed<TaintEffect> effect;
};

struct NodeGroup {
    PlacedText name;
    Placed<NodeGroupKind> kind;
    Placed<OperatingSystem> os;
    PlacedList<std::string> instance_types;  ///< at least one, all of one architecture
    std::string architecture;                ///< "x86_64" | "arm64", from the tables
    Placed<int> min, desired, max;
    std::optional<Placed<int>> disk_size;  ///< GiB; EKS's own 20 when not said
    std::vector<Label> labels;
    std::vector<Taint> taints;
    Place place;
};

enum class IdentityKind { Irsa, PodIdentity };

struct ServiceAccount {
    PlacedText namespace_name;
    PlacedText name;
    PlacedList<std::string> policies;  ///< ARNs
    Placed<IdentityKind> via;
    Place place;
};

enum class Admission { NodeGroups, Subnets, Vpc };

/// Beside what the cluster needs. Names are those of knowledge's endpoints: "ecr.api".
struct Endpoints {
    PlacedList<std::string> add;
    PlacedList<std::string> remove;
    Placed<Admission> admit;
};

struct Tag {
    PlacedText key;
    PlacedText value;
};

struct Cluster {
    PlacedText name;
    PlacedText region;
    PlacedText version;  ///< a minor of the tables: "1.34"
    Placed<Access> access;
    Network network;
    Connect connect;
    std::vector<ForwardedDomain> forward;  ///< dns.forward
    Registry registry;
    std::vector<NodeGroup> node_groups;
    Placed<Ipv4Prefix> service_cidr;  ///< when not said: one of EKS's two that overlaps nothing
    PlacedList<std::string> addons;   ///< names of knowledge's add-ons, in the user's order
    std::vector<ServiceAccount> service_accounts;
    PlacedList<std::string> admins;   ///< ARNs of IAM roles and users
    PlacedList<std::string> logging;  ///< EKS's own names: "api", "controllerManager", ...
    Endpoints endpoints;
    std::vector<Tag> tags;
    Place place;  ///< of the document
};

/// The words of the file for each value: "public-and-private", "managed", "al2023", "irsa", ...
std::string_view text(const Access& access);
std::string_view text(NodePlacement placement);
std::string_view text(Egress egress);
std::string_view text(VpnRouting routing);
std::string_view text(NodeGroupKind kind);
std::string_view text(OperatingSystem os);
std::string_view text(TaintEffect effect);
std::string_view text(IdentityKind kind);
std::string_view text(Admission admission);

}  // namespace inland::spec
