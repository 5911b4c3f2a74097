// SPDX-License-Identifier: Apache-2.0
#include "user_data/node_config_document.h"

#include "core/crypto.h"
#include "knowledge/yaml_document.h"
#include "user_data/kubelet_flags.h"
#include "user_data/mime_head.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::user_data {

namespace {

using knowledge::Node;
using knowledge::NodeKind;

constexpr std::string_view api_version = "node.eks.aws/v1alpha1";
constexpr std::string_view kind_name = "NodeConfig";

std::unexpected<Error> refused(std::string message) {
    return failure(ErrorKind::InvalidInput, std::move(message));
}

Result<Node> parsed(std::string_view document) {
    Diagnostics found;
    knowledge::Reporter reporter("NodeConfig", found);
    auto tree = knowledge::parse_yaml(document, reporter);
    if (found.has_errors() || !tree) {
        const auto first = found.empty() ? Diagnostic{} : found.sorted().front();
        return refused(
            fmt::format("yaml: line {}: {}: {}", first.place.line, first.summary, first.detail));
    }
    return std::move(*tree);
}

/// The node that a path of members leads to; null where there is none, or nothing.
const Node* at(const Node& root, std::initializer_list<std::string_view> path) {
    const Node* node = &root;
    for (const auto name : path) {
        if (node == nullptr || node->kind != NodeKind::Map)
            return nullptr;
        node = node->find(name);
    }
    return node == nullptr || node->is_null() ? nullptr : node;
}

std::string text_at(const Node& root, std::initializer_list<std::string_view> path) {
    const Node* node = at(root, path);
    return node != nullptr && node->kind == NodeKind::Scalar ? node->text : std::string();
}

Result<void> check_kind(const Node& root) {
    if (root.kind != NodeKind::Map)
        return refused("couldn't get version/kind; json parse error: the document is " +
                       std::string(knowledge::kind_name(root.kind)) + ", not an object");
    const auto kind = text_at(root, {"kind"});
    const auto version = text_at(root, {"apiVersion"});
    if (kind.empty())
        return refused("Object 'Kind' is missing in the user data");
    if (version.empty())
        return refused("Object 'apiVersion' is missing in the user data");
    if (kind != kind_name || version != api_version)
        return refused(fmt::format("no kind {} is registered for version {} in scheme",
                                   knowledge::quoted(kind), knowledge::quoted(version)));
    return {};
}

bool looks_like_text(const Node& node) {
    constexpr std::array words{std::string_view("true"), std::string_view("false")};
    if (node.kind != NodeKind::Scalar || node.style == knowledge::ScalarStyle::Quoted)
        return node.kind == NodeKind::Scalar;
    return !number_in(node.text) && std::ranges::find(words, node.text) == words.end();
}

/// A member of spec.cluster that has to be text.
struct ClusterMember {
    std::string_view name;
    std::string_view type;  ///< as the decoder calls it
    std::string NodeSettings::* setting;
};
constexpr std::array cluster_members{
    ClusterMember{"name", "ClusterDetails.spec.cluster.name", &NodeSettings::cluster},
    ClusterMember{"apiServerEndpoint", "ClusterDetails.spec.cluster.apiServerEndpoint",
                  &NodeSettings::endpoint},
    ClusterMember{"certificateAuthority", "ClusterDetails.spec.cluster.certificateAuthority",
                  &NodeSettings::certificate_authority},
    ClusterMember{"cidr", "ClusterDetails.spec.cluster.cidr", &NodeSettings::service_cidr},
};

Result<void> merge_cluster(const Node& root, NodeSettings& settings) {
    for (const auto& member : cluster_members) {
        const Node* node = at(root, {"spec", "cluster", member.name});
        if (node == nullptr)
            continue;
        if (!looks_like_text(*node))
            return refused(
                fmt::format("json: cannot unmarshal {} into Go struct field {} of type "
                            "string",
                            knowledge::kind_name(node->kind), member.type));
        if (!node->text.empty())
            settings.*member.setting = trimmed(node->text);
    }
    if (!decode_base64(settings.certificate_authority))
        return refused("illegal base64 data in certificateAuthority");
    return {};
}

Result<void> merge_flags(const Node& root, NodeSettings& settings) {
    const Node* flags = at(root, {"spec", "kubelet", "flags"});
    if (flags == nullptr)
        return {};
    if (flags->kind != NodeKind::List)
        return refused(
            fmt::format("json: cannot unmarshal {} into Go struct field "
                        "KubeletOptions.spec.kubelet.flags of type []string",
                        knowledge::kind_name(flags->kind)));
    std::vector<std::string> words;
    for (const Node& flag : flags->children)
        for (auto& word : split_at_blanks(flag.text))
            words.push_back(std::move(word));
    apply_kubelet_flags(words, settings);
    return {};
}

void merge_config(const Node& root, NodeSettings& settings) {
    if (const auto pods = number_in(text_at(root, {"spec", "kubelet", "config", "maxPods"})))
        settings.max_pods = pods;
    const Node* dns = at(root, {"spec", "kubelet", "config", "clusterDNS"});
    if (dns != nullptr && !dns->children.empty())
        settings.cluster_dns = dns->children.front().text;
    const Node* taints = at(root, {"spec", "kubelet", "config", "registerWithTaints"});
    if (taints == nullptr)
        return;
    settings.taints.clear();
    for (const Node& taint : taints->children)
        settings.taints.push_back(
            {text_at(taint, {"key"}), text_at(taint, {"value"}), text_at(taint, {"effect"})});
}

}  // namespace

Result<void> merge_node_config(std::string_view document, NodeSettings& settings) {
    const auto root = TRY(parsed(document));
    TRY_VOID(check_kind(root));
    TRY_VOID(merge_cluster(root, settings));
    merge_config(root, settings);
    TRY_VOID(merge_flags(root, settings));
    const auto by_id = text_at(root, {"spec", "featureGates", "InstanceIdNodeName"});
    if (!by_id.empty())
        settings.node_name = by_id == "true" ? NodeName::InstanceId : NodeName::PrivateDnsName;
    return {};
}

}  // namespace inland::user_data
