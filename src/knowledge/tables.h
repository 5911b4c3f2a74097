// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/diagnostic.h"
#include "core/result.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::knowledge {

/// Texts may hold {region}, {suffix} (the partition's DNS suffix), {account}, {version}, {cluster};
/// expand() fills them in. `source` says where a row comes from and of which date.

struct Partition {
    std::string name;        ///< "aws", "aws-cn", "aws-us-gov"
    std::string dns_suffix;  ///< "amazonaws.com"
    std::string api_suffix;  ///< "api.aws"
    std::vector<std::string> regions;
    std::map<std::string, std::string>
        endpoint_prefixes;  ///< service → prefix where it differs from com.amazonaws
    std::string source;
};

struct Region {
    std::string name;
    std::string partition;
    std::vector<std::string> zones;                 ///< names, in order: "eu-central-1a"
    std::map<std::string, std::string> zone_ids;    ///< name → id as in the emulated accounts
    std::vector<std::string> eks_refused_zone_ids;  ///< "use1-az3": no cluster subnets there
    std::string registry_account;                   ///< EKS's own ECR account
    std::vector<std::string> missing_endpoints;     ///< endpoint services that this Region lacks
    std::string source;
};

enum class EndpointType { Interface, Gateway };

/// Who can make a call on what belongs to another account: only somebody with keys of that account,
/// or, where resources have policies of their own, anybody whom its owner lets.
enum class ExitCallers { ItsOwners, Anybody };

/// A call that carries data to another account.
struct DataExit {
    std::string action;    ///< "s3:PutObject"
    std::string resource;  ///< an ARN with {stranger}, the other account; "*" where there is none
    ExitCallers callers = ExitCallers::ItsOwners;
};

struct EndpointService {
    std::string service;              ///< suffix: "ecr.api"
    std::vector<EndpointType> types;  ///< the preferred one first
    std::vector<std::string> names;   ///< what it answers for: "*.dkr.ecr.{region}.{suffix}"
    std::vector<std::string> zones;   ///< private zones that it makes, whose other names vanish
    std::string full_name;            ///< of the few that are global: "com.amazonaws.route53"
    std::string policy_support;       ///< "full" | "none"
    std::string actions;              ///< what its actions begin with where that is not `service`
    std::vector<DataExit> exits;
    std::string source;
};

/// An API that something calls: "ec2" → "ec2.{region}.{suffix}", reached through endpoint "ec2".
struct ServiceName {
    std::string service;   ///< "ecr.dkr"
    std::string host;      ///< "{account}.dkr.ecr.{region}.{suffix}"
    std::string endpoint;  ///< the endpoint service that admits it; "" if none exists
    std::string source;
};

/// A policy's condition: {"StringEquals": {"aws:ResourceTag/team": "platform"}}.
using Condition = std::map<std::string, std::map<std::string, std::string>>;

/// What a policy allows. Keys and values of conditions may hold {cluster}, as the resource may.
struct Permission {
    std::string action;    ///< "ec2:DescribeInstances"
    std::string resource;  ///< ARN pattern or "*"
    Condition condition;   ///< empty: always
};

/// Whose credentials sign a call: the caller's, or, in a presigned URL, a service's own.
enum class Signer { Caller, Service };

/// One call of an API that a flow needs to work, as IAM names it.
struct Call {
    std::string action;
    std::string resource;  ///< an ARN, or "*"; {owner} is the account that the cluster is in
    Signer signer = Signer::Caller;
    /// Of what is called, as far as they are sure; they may hold {cluster}.
    std::map<std::string, std::string> resource_tags = {};
};

struct Image {
    std::string repository;  ///< "eks/coredns" in the Region's EKS registry, or "registry.k8s.io/…"
    std::string tag;         ///< may hold {version}
    std::string source;
};

enum class UpstreamCredentials { None, Required };

/// A registry of the internet's that the embedded AWS stands in for.
struct PublicRegistry {
    std::string host;                ///< "docker.io", as images are named
    std::string pull_through_cache;  ///< ECR's upstreamRegistry: "docker-hub"
    std::string upstream_url;        ///< ECR's upstreamRegistryUrl: "registry-1.docker.io"
    UpstreamCredentials credentials = UpstreamCredentials::None;  ///< that ECR wants for a rule
    std::string source;
};

/// An image that exists beside those of the add-ons.
struct RegistryImage {
    std::string repository;  ///< as Image::repository
    std::vector<std::string> tags;
    std::string source;
};

enum class AddonKind { EksManaged, Manifest };

struct AddonVersion {
    std::string version;                  ///< "v1.19.2-eksbuild.1"
    std::vector<std::string> kubernetes;  ///< minors that it serves
    bool is_default = false;
};

struct Addon {
    std::string name;  ///< "vpc-cni"
    AddonKind kind;
    bool before_nodes;          ///< installed before node groups (vpc-cni, kube-proxy)
    std::string workload;       ///< "DaemonSet" | "Deployment"
    std::string workload_name;  ///< "aws-node"
    bool host_network;
    int replicas;                       ///< for Deployments
    std::vector<std::string> services;  ///< ServiceName::service that its pods call
    std::vector<Permission> permissions;
    std::vector<Call> calls;  ///< what its pods ask of `services` before it works
    std::vector<std::string> managed_policies;
    std::vector<Image> images;
    std::vector<AddonVersion> versions;  ///< newest first
    std::string source;
};

enum class Must { Reach, NeverReach };

/// One thing that must, or must never, be reachable (CONTRACT.md, Flows).
struct Flow {
    std::string id;  ///< "node.ecr-api"
    Must must;
    std::string title;
    std::string from;     ///< "node" | "control-plane" | "pod" | "client" | "operator" | "internet"
    std::string service;  ///< ServiceName, for flows to an AWS API; else ""
    std::string protocol;  ///< "tcp" | "udp" | ""
    std::vector<int> ports;
    std::vector<std::string> operating_systems;  ///< empty: all
    std::vector<Call> calls;                     ///< of `service`; of add-ons, see Addon
    std::string symptom;                         ///< what the user would see
    std::string explanation;
    std::string source;
};

/// A step of a node's boot (EKS-FACTS.md section 2), in order.
struct JoinStep {
    std::string flow;  ///< the Flow that it needs
    std::string title;
    Duration takes;                            ///< when it works
    Duration gives_up_after;                   ///< when it does not; zero: waits for ever
    std::vector<std::string> console;          ///< lines of the console when it works
    std::vector<std::string> console_failure;  ///< when it does not, {host}, {address} filled in
    std::string source;
};

struct JoinSequence {
    std::string operating_system;  ///< "al2023"
    std::vector<JoinStep> steps;
};

struct KubernetesVersion {
    std::string version;                ///< "1.34"
    std::string platform_version;       ///< "eks.9"
    std::string patch;                  ///< kubelet and API server: "v1.34.2-eks-…"
    std::string standard_support_ends;  ///< date
    std::string extended_support_ends;
    bool is_default = false;
    std::string source;
};

struct AmiPath {
    std::string operating_system;  ///< "al2023"
    std::string architecture;      ///< "x86_64" | "arm64"
    std::string ami_type;          ///< "AL2023_x86_64_STANDARD"
    std::string ssm_parameter;     ///< with {version}
    std::string image_name;        ///< as DescribeImages has it, with {version}
    std::string node_volume;       ///< the device for images and containers: "/dev/xvda"
    std::string last_kubernetes;   ///< "1.32" for al2; "" when not ended
    std::string release_version;   ///< as node groups report it: "{patch}-20261112"
    std::string os_image;          ///< a Node's osImage
    std::string kernel;
    std::string container_runtime;
    std::string source;
};

struct InstanceType {
    std::string name;  ///< "m6i.large"
    std::string architecture;
    int vcpus;
    int memory_mib;
    int max_interfaces;
    int addresses_per_interface;
    std::string source;
};

/// How long an operation takes, or how often it may be called (AWS-TIMES.md).
struct OperationDuration {
    std::string operation;  ///< "eks.CreateCluster"
    Duration minimum, typical, maximum;
    std::string confidence, source;
};

struct Rate {
    std::string service;
    std::vector<std::string> operations;  ///< patterns: "CreateVpcEndpoint", "Describe*"
    double burst, refill;
    std::string error_code;
    int http_status;
    std::string confidence, source;
};

/// How much of something an account may have, and what AWS answers to one more.
struct Quota {
    std::string name;  ///< "ec2.VpcsPerRegion"
    int limit;
    std::string error_code;
    std::string message;  ///< may hold {limit} and {name}, of what it belongs to
    std::string confidence, source;
};

/// An attribute of a load balancer, target group or listener, as ModifyLoadBalancerAttributes and
/// its siblings know it.
struct BalancingAttribute {
    std::string of;                  ///< "load-balancer", "target-group", "listener"
    std::vector<std::string> kinds;  ///< "application", "network", "network-ip", …
    std::string key;                 ///< "idle_timeout.timeout_seconds"
    std::string default_value;
    std::string accepts;  ///< "boolean", "text", "1-4000" or "append|preserve|remove"
    std::string source;
};

/// The Route 53 zones in which Elastic Load Balancing keeps a Region's names.
struct BalancingZones {
    std::string region, application, network;
    std::string source;
};

/// A security policy of HTTPS and TLS listeners.
struct TlsPolicy {
    std::string name;
    std::vector<std::string> protocols;
    std::string source;
};

/// An IAM policy that AWS manages, as far as Inland's roles use it.
struct ManagedPolicy {
    std::string arn;       ///< "arn:{partition}:iam::aws:policy/AmazonEKSClusterPolicy"
    std::string document;  ///< JSON text
    std::string source;
};

/// Where the emulator keeps the resources of one type of ARNs ("vpc/..."), so that more is known of
/// them than the ARN.
struct ResourceRecord {
    std::string type;     ///< "vpc"
    std::string kind;     ///< of its records: "ec2:vpc"
    std::string ids;      ///< what its ids begin with: "vpc-"; "" when they do not tell
    std::string arn;      ///< the record's member that holds the ARN; "" when the call's is exact
    std::string shown;    ///< what a denial calls it, with {id} and {arn}; "" for the ARN
    std::string policy;   ///< the record's member that holds the resource's own policy
    bool guards = false;  ///< whether that policy must allow by itself
    std::map<std::string, std::string> keys;  ///< condition key → template over the record
};

/// What operations are judged on; names may end with '*'.
struct OperationResources {
    std::vector<std::string> names;
    std::vector<std::string> resources;  ///< templates of permissions.yaml
};

/// A further action that operations need.
struct NeededAction {
    std::vector<std::string> names;
    std::string when;  ///< the input member that asks for it; "" when its resources do
    std::string action;
    std::vector<std::string> resources;
    std::map<std::string, std::string> context;
};

/// The permissions that a service's calls need (permissions.yaml explains the templates).
struct ServicePermissions {
    std::string service;                   ///< as in src/aws/api: "ec2"
    std::string prefix;                    ///< of its actions
    std::string arn;                       ///< what its ARNs begin with
    std::vector<std::string> accountless;  ///< beginnings of resources that are no account's
    std::vector<std::string> unasked;      ///< operations that need no permission
    std::vector<ResourceRecord> records;
    std::vector<OperationResources> operations;  ///< the first that names the operation counts
    std::vector<NeededAction> needs;
    std::map<std::string, std::string> keys;  ///< condition key → template over the input
    std::string source;
};

/// A cause kind of CONTRACT.md, in plain words.
struct CauseText {
    std::string kind;
    std::string title;
    std::string explanation;
    std::string remedy;
    std::string symptom;  ///< what a program shows; "" where the flow's own words say it. {host}
    std::string source;
};

/// All facts. Immutable after load; safe for all threads.
struct Tables {
    std::vector<Partition> partitions;
    std::vector<Region> regions;
    std::vector<EndpointService> endpoints;
    std::vector<ServiceName> services;
    std::vector<Addon> addons;
    std::vector<PublicRegistry> registries;
    std::vector<RegistryImage> registry_images;
    std::vector<Flow> flows;
    std::vector<JoinSequence> joins;
    std::vector<KubernetesVersion> versions;  ///< newest first
    std::vector<AmiPath> amis;
    std::vector<InstanceType> instance_types;
    std::vector<OperationDuration> durations;
    std::vector<Rate> rates;
    std::vector<Quota> quotas;
    std::vector<BalancingAttribute> balancing_attributes;
    std::vector<BalancingZones> balancing_zones;
    std::vector<TlsPolicy> tls_policies;
    std::vector<ManagedPolicy> policies;
    std::vector<CauseText> causes;
    std::vector<ServicePermissions> permissions;
    /// Services that nodes of an operating system call besides their join flows need none of.
    std::map<std::string, std::vector<std::string>> node_services;  ///< os → ServiceName::service

    [[nodiscard]] const Partition* partition_of(std::string_view region) const;
    [[nodiscard]] const Region* region(std::string_view name) const;
    [[nodiscard]] const EndpointService* endpoint(std::string_view service) const;
    [[nodiscard]] const ServiceName* service(std::string_view name) const;
    [[nodiscard]] const Addon* addon(std::string_view name) const;
    [[nodiscard]] const Flow* flow(std::string_view id) const;
    [[nodiscard]] const JoinSequence* join(std::string_view operating_system) const;
    [[nodiscard]] const KubernetesVersion* version(std::string_view minor) const;
    [[nodiscard]] const AmiPath* ami(std::string_view operating_system,
                                     std::string_view architecture) const;
    [[nodiscard]] const InstanceType* instance_type(std::string_view name) const;
    [[nodiscard]] const ManagedPolicy* policy(std::string_view arn) const;
    [[nodiscard]] const ServicePermissions* permissions_of(std::string_view service) const;
    [[nodiscard]] const CauseText* cause(std::string_view kind) const;
    [[nodiscard]] const Quota* quota(std::string_view name) const;
    /// The typical duration; zero when no row names the operation.
    [[nodiscard]] Duration typical(std::string_view operation) const;
    /// The full name of an endpoint service: "com.amazonaws.eu-central-1.ecr.api".
    [[nodiscard]] std::string endpoint_service_name(std::string_view service,
                                                    std::string_view region) const;
    /// The endpoint service whose full name this is, or nullptr.
    [[nodiscard]] const EndpointService* endpoint_of_name(std::string_view full_name) const;
};

/// What {placeholders} stand for.
using Placeholders = std::map<std::string, std::string, std::less<>>;
std::string expand(std::string_view text, const Placeholders& values);
/// {region}, {suffix}, {api_suffix}, {account} of the EKS registry, {partition}.
Placeholders placeholders_of(const Tables& tables, std::string_view region);

/// The tables compiled into this binary. They were checked when they were built.
const Tables& built_in();

/// Reads every *.yaml of a folder; all mistakes at once, each with file, line and column.
Result<Tables> load_folder(const std::string& folder, Diagnostics& diagnostics);

}  // namespace inland::knowledge
