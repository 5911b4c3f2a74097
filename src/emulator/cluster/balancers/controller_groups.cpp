// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/balancers/controller_groups.h"

#include "core/crypto.h"
#include "emulator/services/members.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

/// The group of that name, made with its tags in one call, as the controller's policy demands.
Result<std::string> group_called(const ControllerPlace& place, const std::string& name,
                                 std::string_view description, const json::array& tags) {
    const auto described = TRY(place.calls("ec2", "DescribeSecurityGroups",
                                           {{"Filters", ec2_filter("group-name", name)}}));
    for (const auto& group : list_of(described, "SecurityGroups"))
        return text_of(group.as_object(), "GroupId");
    const auto made = TRY(place.calls(
        "ec2", "CreateSecurityGroup",
        {{"VpcId", vpc_of(place.objects)},
         {"GroupName", name},
         {"Description", description},
         {"TagSpecifications",
          json::array{json::object{{"ResourceType", "security-group"}, {"Tags", tags}}}}}));
    return text_of(made, "GroupId");
}

json::object port_rule(std::int64_t port, const std::string& group) {
    return {{"IpProtocol", "tcp"},
            {"FromPort", port},
            {"ToPort", port},
            {"UserIdGroupPairs", json::array{json::object{{"GroupId", group}}}}};
}

}  // namespace

Result<std::string> managed_group(const ControllerPlace& place, const std::string& name,
                                  const json::array& tags) {
    return group_called(place, name, "[k8s] Managed SecurityGroup for LoadBalancer", tags);
}

Result<std::string> backend_group(const ControllerPlace& place) {
    constexpr std::size_t digest_part = 10;
    const auto& cluster = place.objects.cluster().id;
    return group_called(
        place,
        fmt::format("k8s-traffic-{}-{}", cluster, hex(sha256(cluster)).substr(0, digest_part)),
        "[k8s] Shared Backend SecurityGroup for LoadBalancer",
        aws_tags({{"elbv2.k8s.aws/cluster", cluster}, {"elbv2.k8s.aws/resource", "backend-sg"}}));
}

Result<void> open_nodes(const ControllerPlace& place, const std::vector<NodeMachine>& nodes,
                        const std::string& back, const std::set<std::int64_t>& ports) {
    std::set<std::string> groups;
    for (const auto& node : nodes)
        groups.insert(TRY(writable_group(place.calls, node, cluster_tag_key(place.objects))));
    for (const auto& group : groups)
        for (const auto port : ports)
            TRY_VOID(admit(place.calls, group, port_rule(port, back)));
    return {};
}

}  // namespace inland::emulator::cluster
