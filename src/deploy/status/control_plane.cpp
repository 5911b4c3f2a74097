// SPDX-License-Identifier: Apache-2.0
#include "deploy/status/inquiry.h"

#include <array>

#include <fmt/format.h>

namespace inland::deploy::status {
namespace {

using sources::live::is_gone;
using sources::live::lacks_operation;

/// What to do about EKS's health codes (ClusterIssueCode, NodegroupIssueCode, AddonIssueCode).
struct Remedy {
    std::string_view code;
    std::string_view text;
};
constexpr std::array<Remedy, 6> remedies = {{
    {"NodeCreationFailure",
     "`inland prove` the spec: it names the flow that keeps the nodes from joining; then apply "
     "again"},
    {"InsufficientFreeAddresses", "free addresses in the subnets, or use a larger network"},
    {"InsufficientNumberOfReplicas", "its pods find no node: look at the node groups"},
    {"AccessDenied", "compare the role's policies with `inland design`"},
    {"IamNodeRoleNotFound", "apply the spec: it makes the role again"},
    {"Ec2SecurityGroupNotFound", "apply the spec: it makes the group again"},
}};

std::string remedy_for(std::string_view code) {
    for (const auto& row : remedies) {
        if (row.code == code)
            return std::string(row.text);
    }
    return "`inland plan` shows what is not as the spec wants it";
}

void add_issues(Inquiry& inquiry, const std::string& resource, const json::value& document) {
    for (const auto& issue : find_array(document, "health.issues")) {
        const auto code = string_or_empty(issue, "code");
        inquiry.result.problems.push_back(
            {resource, fmt::format("{}: {}", code, string_or_empty(issue, "message")),
             remedy_for(code)});
    }
}

/// How a kind of part that hangs on the cluster is listed and described.
struct PartList {
    std::string_view list;
    std::string_view names;
    std::string_view describe;
    std::string_view name_member;
    std::string_view document;
    std::string_view type;  ///< of the Topology
};

Result<void> read_parts(Inquiry& inquiry, const PartList& what, std::vector<PartStatus>& parts,
                        std::string (*detail)(const json::value&)) {
    const auto names =
        inquiry.aws.list("eks", what.list, what.names, {{"clusterName", inquiry.cluster}});
    if (!names && (is_gone(names.error()) || lacks_operation(names.error())))
        return {};
    for (const auto& name : TRY(names)) {
        const auto answer = TRY(inquiry.aws.call(
            "eks", what.describe, {{"clusterName", inquiry.cluster}, {what.name_member, name}}));
        const json::value document = find_object(answer, what.document);
        const auto id = std::string(name.as_string());
        const auto resource = fmt::format("{}/{}", what.type, id);
        parts.push_back({resource, id, string_or_empty(document, "status"), detail(document),
                         time_of(document, "createdAt")});
        add_issues(inquiry, resource, document);
    }
    return {};
}

std::string size_of(const json::value& group) {
    const auto size = find_int(group, "scalingConfig.desiredSize").value_or(0);
    return fmt::format("{} node{} wanted, {} to {}", size, size == 1 ? "" : "s",
                       find_int(group, "scalingConfig.minSize").value_or(0),
                       find_int(group, "scalingConfig.maxSize").value_or(0));
}

std::string version_of(const json::value& addon) {
    return string_or_empty(addon, "addonVersion");
}

}  // namespace

std::optional<TimePoint> time_of(const json::value& document, std::string_view path) {
    const auto text = find_string(document, path);
    return text ? parse_iso8601(*text) : std::nullopt;
}

Result<void> read_control_plane(Inquiry& inquiry) {
    const auto answer = inquiry.aws.call("eks", "DescribeCluster", {{"name", inquiry.cluster}});
    if (!answer && is_gone(answer.error()))
        return {};
    const json::value document = find_object(TRY(answer), "cluster");
    const auto resource = "cluster/" + inquiry.cluster;
    inquiry.result.control_plane =
        PartStatus{resource, string_or_empty(document, "arn"), string_or_empty(document, "status"),
                   fmt::format("Kubernetes {} {}", string_or_empty(document, "version"),
                               string_or_empty(document, "endpoint")),
                   time_of(document, "createdAt")};
    add_issues(inquiry, resource, document);
    return {};
}

Result<void> read_node_groups(Inquiry& inquiry) {
    return read_parts(inquiry,
                      {"ListNodegroups", "nodegroups", "DescribeNodegroup", "nodegroupName",
                       "nodegroup", "node-group"},
                      inquiry.result.node_groups, size_of);
}

Result<void> read_addons(Inquiry& inquiry) {
    return read_parts(inquiry,
                      {"ListAddons", "addons", "DescribeAddon", "addonName", "addon", "addon"},
                      inquiry.result.addons, version_of);
}

}  // namespace inland::deploy::status
