// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/protocol.h"
#include "prove/repairs/snippets.h"

#include <fmt/format.h>

namespace inland::prove::snippets {

namespace {

using topology::TrafficDirection;

/// As all three languages write it: "tcp", or "-1" for all.
std::string protocol_text(int protocol) {
    const auto name = protocol_name(protocol);
    return name.empty() ? fmt::to_string(protocol) : std::string(name);
}

std::string_view direction_text(TrafficDirection direction) {
    return direction == TrafficDirection::Egress ? "egress" : "ingress";
}

std::string block_text(const topology::SecurityGroupRule& rule) {
    return rule.block.value_or(Ipv4Prefix()).text();
}

}  // namespace

Wording group_rule(const topology::SecurityGroup& group, TrafficDirection direction,
                   const topology::SecurityGroupRule& rule) {
    const auto way = direction_text(direction);
    const auto protocol = protocol_text(rule.protocol);
    const auto block = block_text(rule);
    const auto to = reference_to(group);
    const int first = rule.ports.first, last = rule.ports.last;
    return {fmt::format("resource \"aws_vpc_security_group_{0}_rule\" \"inland_{0}_{3}\" {{\n"
                        "  security_group_id = {1}\n"
                        "  ip_protocol       = \"{2}\"\n"
                        "  from_port         = {3}\n"
                        "  to_port           = {4}\n"
                        "  cidr_ipv4         = \"{5}\"\n"
                        "}}",
                        way, to, protocol, first, last, block),
            fmt::format("Inland{0}{3}:\n"
                        "  Type: AWS::EC2::SecurityGroup{0}\n"
                        "  Properties: {{GroupId: !GetAtt {1}.GroupId, IpProtocol: {2}, "
                        "CidrIp: {5}, FromPort: {3}, ToPort: {4}}}",
                        direction == TrafficDirection::Egress ? "Egress" : "Ingress",
                        group.name.empty() ? group.key : group.name, protocol, first, last, block),
            fmt::format("aws ec2 authorize-security-group-{} --group-id {} --ip-permissions "
                        "'IpProtocol={},FromPort={},ToPort={},IpRanges=[{{CidrIp={}}}]'",
                        way, to, protocol, first, last, block)};
}

Wording acl_entry(const topology::NetworkAcl& acl, const topology::NetworkAclEntry& entry) {
    const bool egress = entry.direction == TrafficDirection::Egress;
    const auto protocol = protocol_text(entry.protocol);
    const auto to = reference_to(acl);
    const int number = entry.rule_number, first = entry.ports.first, last = entry.ports.last;
    const auto block = entry.block.text();
    return {fmt::format("resource \"aws_network_acl_rule\" \"inland_{1}\" {{\n"
                        "  network_acl_id = {0}\n"
                        "  rule_number    = {1}\n"
                        "  egress         = {2}\n"
                        "  protocol       = \"{3}\"\n"
                        "  rule_action    = \"allow\"\n"
                        "  cidr_block     = \"{4}\"\n"
                        "  from_port      = {5}\n"
                        "  to_port        = {6}\n"
                        "}}",
                        to, number, egress, protocol, block, first, last),
            fmt::format("InlandEntry{1}:\n"
                        "  Type: AWS::EC2::NetworkAclEntry\n"
                        "  Properties: {{NetworkAclId: {0}, RuleNumber: {1}, Egress: {2}, "
                        "Protocol: {3}, RuleAction: allow, CidrBlock: {4}, "
                        "PortRange: {{From: {5}, To: {6}}}}}",
                        to, number, egress, entry.protocol, block, first, last),
            fmt::format("aws ec2 create-network-acl-entry --network-acl-id {} --{} --rule-number "
                        "{} --protocol {} --port-range From={},To={} --cidr-block {} "
                        "--rule-action allow",
                        to, direction_text(entry.direction), number, protocol, first, last, block)};
}

}  // namespace inland::prove::snippets
