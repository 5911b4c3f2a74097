// SPDX-License-Identifier: Apache-2.0
#include "bench/worlds/source_texts.h"

#include <fmt/format.h>

namespace inland::bench {

namespace {

constexpr int rules = 60;

/// piece(0), piece(1), ...: with something between them.
template <typename Piece>
std::string joined(int count, std::string_view between, const Piece& piece) {
    std::string text;
    for (int number = 0; number < count; ++number)
        text += (number == 0 ? "" : std::string(between)) + piece(number);
    return text;
}

std::string block_of(int rule) {
    return fmt::format("10.{}.{}.0/24", rule % 256, rule / 256 % 256);
}

int port_of(int rule) {
    return 1024 + rule % 1000;
}

std::string planned_rule(int rule) {
    return fmt::format(
        R"({{"cidr_blocks":["{}"],"description":"service {} of the shop","from_port":{},)"
        R"("ipv6_cidr_blocks":[],"prefix_list_ids":[],"protocol":"tcp","security_groups":[],)"
        R"("self":false,"to_port":{}}})",
        block_of(rule), rule, port_of(rule), port_of(rule));
}

std::string planned_values(int group) {
    return fmt::format(
        R"({{"description":"group {0}","egress":[],"ingress":[{1}],"name":"group-{0}",)"
        R"("revoke_rules_on_delete":false,"tags":null,"timeouts":null,)"
        R"("vpc_id":"vpc-0123456789abcdef0"}})",
        group, joined(rules, ",", [&](int rule) { return planned_rule(group * rules + rule); }));
}

/// What Terraform writes of every block within: that nothing in it is secret, or unknown.
std::string marks(std::string_view others) {
    return fmt::format(R"({{{}"ingress":[{}],"tags_all":{{}}}})", others,
                       joined(rules, ",", [](int) {
                           return std::string(R"({"cidr_blocks":[false],"ipv6_cidr_blocks":[],)"
                                              R"("prefix_list_ids":[],"security_groups":[]})");
                       }));
}

std::string resource_head(int group) {
    return fmt::format(R"("address":"aws_security_group.group[{0}]","mode":"managed",)"
                       R"("type":"aws_security_group","name":"group","index":{0},)"
                       R"("provider_name":"registry.terraform.io/hashicorp/aws")",
                       group);
}

std::string change(int group, std::string_view unknown, std::string_view sensitive) {
    return fmt::format(
        R"({{{},"change":{{"actions":["create"],"before":null,"after":{},"after_unknown":{},)"
        R"("before_sensitive":false,"after_sensitive":{}}}}})",
        resource_head(group), planned_values(group), unknown, sensitive);
}

std::string plan_of(std::string_view planned, std::string_view changes) {
    return fmt::format(
        R"({{"format_version":"1.2","terraform_version":"1.11.4",{}"resource_changes":[{}],)"
        R"("configuration":{{"root_module":{{"resources":[{{"address":"aws_security_group.group",)"
        R"("mode":"managed","type":"aws_security_group","name":"group",)"
        R"("expressions":{{"name":{{"references":["count.index"]}}}}}}]}}}}}})",
        planned, changes);
}

}  // namespace

std::string terraform_plan_text(int groups) {
    const auto sensitive = marks(R"("egress":[],)");
    const auto unknown = marks(R"("arn":true,"egress":[],"id":true,"owner_id":true,)");
    const auto planned = joined(groups, ",", [&](int group) {
        return fmt::format(R"({{{},"schema_version":1,"values":{},"sensitive_values":{}}})",
                           resource_head(group), planned_values(group), sensitive);
    });
    return plan_of(
        fmt::format(R"("planned_values":{{"root_module":{{"resources":[{}]}}}},)", planned),
        joined(groups, ",", [&](int group) { return change(group, unknown, sensitive); }));
}

std::string terraform_changes_text(int groups) {
    return plan_of("", joined(groups, ",", [](int group) {
                       return change(group, R"({"arn":true,"id":true})", "{}");
                   }));
}

std::string cloudformation_json_text(int groups) {
    const auto rule_text = [](int rule) {
        return fmt::format(R"({{"IpProtocol":"tcp","FromPort":{},"ToPort":{},"CidrIp":"{}",)"
                           R"("Description":"service {} of the shop"}})",
                           port_of(rule), port_of(rule), block_of(rule), rule);
    };
    const auto group_text = [&](int group) {
        return fmt::format(
            R"("Group{0}":{{"Type":"AWS::EC2::SecurityGroup","Properties":{{)"
            R"("GroupDescription":"group {0}","VpcId":{{"Ref":"Network"}},)"
            R"("SecurityGroupIngress":[{1}]}}}})",
            group, joined(rules, ",", [&](int rule) { return rule_text(group * rules + rule); }));
    };
    return fmt::format(
        R"({{"AWSTemplateFormatVersion":"2010-09-09","Resources":{{"Network":{{"Type":)"
        R"("AWS::EC2::VPC","Properties":{{"CidrBlock":"10.0.0.0/16"}}}},{}}}}})",
        joined(groups, ",", group_text));
}

std::string cloudformation_yaml_text(int groups) {
    const auto rule_text = [](int rule) {
        return fmt::format(
            "        - {{IpProtocol: tcp, FromPort: {}, ToPort: {}, CidrIp: {}, "
            "Description: service {} of the shop}}\n",
            port_of(rule), port_of(rule), block_of(rule), rule);
    };
    const auto group_text = [&](int group) {
        return fmt::format(
            "  Group{0}:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n"
            "      GroupDescription: group {0}\n      VpcId: !Ref Network\n"
            "      SecurityGroupIngress:\n{1}",
            group, joined(rules, "", [&](int rule) { return rule_text(group * rules + rule); }));
    };
    return "AWSTemplateFormatVersion: 2010-09-09\nResources:\n  Network:\n    Type: AWS::EC2::VPC\n"
           "    Properties: {CidrBlock: 10.0.0.0/16}\n" +
           joined(groups, "", group_text);
}

std::string security_groups_answer(int groups) {
    const auto permission = [](int rule) {
        return fmt::format(R"(
                {{
                    "IpProtocol": "tcp",
                    "FromPort": {0},
                    "ToPort": {0},
                    "UserIdGroupPairs": [],
                    "IpRanges": [
                        {{
                            "Description": "service {1} of the shop",
                            "CidrIp": "{2}"
                        }}
                    ],
                    "Ipv6Ranges": [],
                    "PrefixListIds": []
                }})",
                           port_of(rule), rule, block_of(rule));
    };
    const auto group_text = [&](int group) {
        return fmt::format(
            R"(
        {{
            "GroupId": "sg-{0:017x}",
            "IpPermissionsEgress": [],
            "VpcId": "vpc-0123456789abcdef0",
            "OwnerId": "123456789012",
            "GroupName": "group-{0}",
            "Description": "group {0}",
            "IpPermissions": [{1}
            ]
        }})",
            group, joined(rules, ",", [&](int rule) { return permission(group * rules + rule); }));
    };
    return fmt::format("{{\n    \"SecurityGroups\": [{}\n    ]\n}}\n",
                       joined(groups, ",", group_text));
}

}  // namespace inland::bench
