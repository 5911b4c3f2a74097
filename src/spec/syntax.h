// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// How names must be written, by those who own them. Pure predicates.
namespace inland::spec {

/// EKS, CreateCluster: `^[0-9A-Za-z][A-Za-z0-9\-_]{0,99}$`.
bool is_cluster_name(std::string_view name);
/// EKS, CreateNodegroup: the same with at most 63 characters.
bool is_node_group_name(std::string_view name);

/// RFC 1123 label as Kubernetes wants it: namespaces.
bool is_dns_label(std::string_view name);
/// RFC 1123 subdomain, at most 253 characters: service accounts, secrets, stub domains.
bool is_dns_subdomain(std::string_view name);

/// Kubernetes label and taint keys: an optional DNS prefix and "/", then at most 63 characters of
/// letters, digits, "-", "_" and ".", alphanumeric at both ends.
bool is_label_key(std::string_view key);
bool is_label_value(std::string_view value);
/// Kubernetes refuses nodes that label themselves so, and EKS keeps its own prefix.
bool is_reserved_label(std::string_view key);

/// AWS tags: letters, digits, spaces and `_.:/=+-@`, any script.
bool is_tag_text(std::string_view text);

/// "registry.corp.example.com:5000/k8s": host, port and path, no scheme, no tag.
bool is_registry_prefix(std::string_view url);

struct Arn {
    std::string partition, service, region, account, resource;
};
/// "arn:partition:service:region:account:resource"; nothing when a part is missing.
std::optional<Arn> parse_arn(std::string_view text);

}  // namespace inland::spec
