// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <ostream>
#include <string_view>

namespace inland::testing {

/// One configuration under tests/stories: what people reported (its main.tf says where), or what is
/// sound.
struct Story {
    std::string_view name;  ///< of the folder
    /// The flow that fails, the kind of its cause, and the resource at fault ("": one is missing).
    /// Without a flow all of them hold.
    std::string_view flow = {};
    std::string_view cause = {};
    std::string_view resource = {};
    /// At which flow the machines stop; "" where they join all the same.
    std::string_view stops = {};
    /// A finding, and the resource that it is about; "": none is looked for.
    std::string_view finding = {};
    std::string_view found_at = {};

    [[nodiscard]] bool is_sound() const { return flow.empty(); }
};

inline void PrintTo(const Story& story, std::ostream* out) {
    *out << story.name;
}

inline constexpr std::array stories{
    Story{"addresses-not-permitted", "addon.vpc-cni.ec2", "iam-policy",
          "module.nodes.aws_iam_role.node", "addon.vpc-cni.ec2"},
    Story{"association-without-agent", "pod.eks-auth", "addon-missing",
          "aws_eks_pod_identity_association.orders"},
    Story{"balancer-facing-the-internet", "internet.ingress", "public-access-on", "aws_lb.shop"},
    Story{"cluster-not-described", "node.user-data", "no-endpoint", "", "node.user-data"},
    Story{"credentials-from-the-global-name", "pod.sts", "no-endpoint", "", "addon.vpc-cni.ec2"},
    Story{"credentials-endpoint-missing", "node.ecr-api", "no-endpoint", "", "node.ecr-api"},
    Story{"endpoint-group-without-nodes", "node.ec2", "security-group-ingress",
          "aws_security_group.ec2_endpoint", "node.ec2"},
    Story{"entry-of-another-type", "node.identity", "role-not-mapped",
          "module.machines.aws_eks_access_entry.node", "node.identity"},
    Story{"kubelet-port-closed", "control-plane.kubelet", "security-group-ingress",
          "aws_security_group.node"},
    Story{"layer-bucket-not-allowed", "node.s3-layers", "endpoint-policy", "aws_vpc_endpoint.s3",
          "node.s3-layers"},
    Story{"layers-for-our-account", "node.s3-layers", "endpoint-policy", "aws_vpc_endpoint.s3",
          "node.s3-layers"},
    Story{"layers-not-let-out", "node.s3-layers", "security-group-egress",
          "aws_security_group.node", "node.s3-layers"},
    Story{"main-table-instead", "node.s3-layers", "no-prefix-list-route",
          "module.network.aws_vpc.main.default_route_table_id", "node.s3-layers"},
    Story{"metadata-service-off", "node.user-data", "metadata-service-off",
          "aws_launch_template.node", "node.user-data"},
    Story{"name-servers-of-our-own", "node.dns", "dhcp-dns-servers", "module.network.aws_vpc.main",
          "node.dns"},
    Story{"names-between-node-groups", "pod.coredns", "security-group-ingress",
          "aws_security_group.node[\"general\"]"},
    Story{"names-between-zones", "pod.coredns", "nacl-ingress", "aws_network_acl.private"},
    Story{"no-endpoints", "node.ec2", "no-endpoint", "", "node.ec2"},
    Story{"no-way-to-layers", "node.s3-layers", "no-endpoint", "", "node.s3-layers"},
    Story{"node-config-missing", "node.user-data", "user-data",
          "module.machines.aws_launch_template.node", "node.user-data"},
    Story{"part-of-the-ephemeral-ports", "node.ec2", "nacl-ingress", "aws_network_acl.private",
          "node.ec2"},
    Story{"pod-identity-without-endpoint", "addon.eks-pod-identity-agent.eks-auth", "no-endpoint",
          ""},
    Story{"pods-in-a-block-apart", "pod.coredns", "security-group-ingress",
          "aws_security_group.node"},
    Story{"policy-that-only-denies", "node.ec2", "endpoint-policy", "aws_vpc_endpoint.ec2",
          "node.ec2"},
    Story{"private-names-off", "node.ec2", "private-dns-off", "aws_vpc_endpoint.service[\"ec2\"]",
          "node.ec2"},
    Story{"provider-for-another-audience", "pod.sts", "identity-provider",
          "aws_iam_openid_connect_provider.cluster"},
    Story{"public-cidrs-without-private-access", "node.api-server", "api-public-cidrs",
          "module.cluster.aws_eks_cluster.main", "node.api-server"},
    Story{"registry-endpoint-without-group", "node.ecr-dkr", "security-group-ingress",
          "module.network.aws_vpc.main.default_security_group_id", "node.ecr-dkr"},
    Story{"registry-not-permitted", "node.ecr-api", "iam-policy", "module.nodes.aws_iam_role.node",
          "node.ecr-api"},
    Story{"repository-for-another-endpoint", "node.images", "iam-policy",
          "aws_ecr_repository.orders"},
    Story{"template-without-cluster-group", "node.api-server", "security-group-ingress",
          "module.cluster.aws_eks_cluster.main.vpc_config[0].cluster_security_group_id",
          "node.api-server"},
    Story{"webhook-port-closed", "control-plane.webhook", "security-group-ingress",
          "aws_security_group.node"},
    Story{"zone-without-association", "node.s3-layers", "no-prefix-list-route",
          "module.network.aws_vpc.main.default_route_table_id", "node.s3-layers"},
    Story{"zone-without-wildcard", "node.ecr-dkr", "name-shadowed", "aws_route53_zone.registry",
          "node.ecr-dkr"},
    Story{"default-resources-adopted"},
    Story{"denials-that-do-not-hit"},
    Story{"domain-of-our-own"},
    Story{"endpoints-in-two-zones-of-three"},
    Story{"exactly-the-ephemeral-ports"},
    Story{.name = "issuer-behind-the-endpoint",
          .finding = "issuer-shadowed",
          .found_at = "module.network.aws_vpc_endpoint.interface[\"eks\"]"},
    Story{"machines-of-our-own"},
    Story{"main-table-chosen"},
    Story{"node-groups-in-a-loop"},
    Story{"rules-everywhere"},
    Story{"two-groups-together"},
    Story{"zones-of-our-own"},
};

}  // namespace inland::testing
