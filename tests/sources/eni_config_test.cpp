// SPDX-License-Identifier: Apache-2.0
// Where a plan says that the VPC CNI makes interfaces for pods, while the subnets are yet to be
// made.
#include "core/json.h"
#include "sources/terraform_plan.h"
#include "tests/support/temporary_folder.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using ::testing::StartsWith;

constexpr std::string_view frame = R"({"format_version": "1.2",
  "variables": {"zones": {"value": ["eu-central-1a", "eu-central-1b"]}, "debug": {"value": true}},
  "resource_changes": [
    {"address": "aws_subnet.pods[\"a\"]", "mode": "managed", "type": "aws_subnet", "name": "pods",
     "index": "a", "change": {"actions": ["create"],
       "after": {"availability_zone": "eu-central-1a"}, "after_unknown": {"id": true}}},
    {"address": "aws_subnet.pods[\"b\"]", "mode": "managed", "type": "aws_subnet", "name": "pods",
     "index": "b", "change": {"actions": ["create"],
       "after": {"availability_zone": "eu-central-1b"}, "after_unknown": {"id": true}}},
    {"address": "aws_security_group.pods", "mode": "managed", "type": "aws_security_group",
     "name": "pods", "change": {"actions": ["create"], "after": {}, "after_unknown": {"id": true}}},
    {"address": "aws_eks_addon.cni", "mode": "managed", "type": "aws_eks_addon", "name": "cni",
     "change": {"actions": ["create"], "after": {"cluster_name": "atlas", "addon_name": "vpc-cni"},
                "after_unknown": {"configuration_values": true}}}OBJECTS],
  "configuration": {"root_module": {"resources": [
    {"mode": "managed", "type": "aws_subnet", "name": "pods", "expressions": {}},
    {"mode": "managed", "type": "aws_security_group", "name": "pods", "expressions": {}},
    {"mode": "managed", "type": "aws_eks_addon", "name": "cni", "expressions": {
      "configuration_values": {"references": ["aws_subnet.pods", "aws_security_group.pods.id"]}}}
    BLOCKS]}}})";

/// The configuration values that are read of a plan, beside whose folder are those files.
topology::Attribute<std::string> values_of(std::string_view configuration,
                                           std::string_view objects = {},
                                           std::string_view blocks = {},
                                           std::string_view more = {}) {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "main.tf")
        << "resource \"aws_subnet\" \"pods\" {}\nresource \"aws_security_group\" \"pods\" {}\n"
        << "resource \"aws_eks_addon\" \"cni\" {\n"
        << configuration << "\n}\n"
        << more;
    std::string plan(frame);
    plan.replace(plan.find("OBJECTS"), 7, objects);
    plan.replace(plan.find("BLOCKS"), 6, blocks);
    const auto topology = read_terraform_plan(plan, "plan.json", folder.path());
    EXPECT_TRUE(topology) << topology.error().message;
    return topology->find<topology::Addon>("aws_eks_addon.cni")->configuration;
}

json::value parsed(const topology::Attribute<std::string>& values) {
    EXPECT_TRUE(values.is_known());
    return values.is_known() ? parse_json(values.value()).value_or(json::value()) : json::value();
}

TEST(EniConfigs, AreReadOfConfigurationValuesAsTheyAreWritten) {
    const auto values = parsed(
        values_of(R"(
  configuration_values = jsonencode({
    env = {
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true"   # on
      ENI_CONFIG_LABEL_DEF               = "topology.kubernetes.io/zone"
      "WARM_IP_TARGET" = 2, AWS_VPC_K8S_CNI_LOGLEVEL = null
      DEBUG = var.debug
    }
    eniConfig = {
      create  = true
      subnets = {
        eu-central-1a = { id = aws_subnet.pods["a"].id, securityGroups = [aws_security_group.pods.id] }
        (aws_subnet.pods["b"].availability_zone) = local.second
      }
    }
  }))",
                  {}, {}, "locals {\n second = { id = \"${aws_subnet.pods[\"b\"].id}\" }\n}\n"));
    EXPECT_EQ(values.at("env"), parse_json(R"({"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true",
        "ENI_CONFIG_LABEL_DEF": "topology.kubernetes.io/zone", "WARM_IP_TARGET": "2",
        "DEBUG": "true"})")
                                    .value());
    EXPECT_EQ(values.at("eniConfig"), parse_json(R"({"create": "true", "subnets": {
        "eu-central-1a": {"id": "${aws_subnet.pods[\"a\"]}",
                          "securityGroups": ["${aws_security_group.pods}"]},
        "eu-central-1b": {"id": "${aws_subnet.pods[\"b\"]}"}}})")
                                          .value());
}

TEST(EniConfigs, AreReadOfLoopsOverResourcesAndVariables) {
    const auto values = parsed(values_of(R"(
  configuration_values = jsonencode({
    eniConfig = { create = true, subnets = { for key, subnet in aws_subnet.pods :
      subnet.availability_zone => { id = subnet.id, name = key } } }
    zones = { for index, zone in var.zones : zone => index }
  }))"));
    EXPECT_EQ(values.at_pointer("/eniConfig/subnets"), parse_json(R"({
        "eu-central-1a": {"id": "${aws_subnet.pods[\"a\"]}", "name": "a"},
        "eu-central-1b": {"id": "${aws_subnet.pods[\"b\"]}", "name": "b"}})")
                                                           .value());
    EXPECT_EQ(values.at("zones"),
              parse_json(R"({"eu-central-1a": "0", "eu-central-1b": "1"})").value());
}

TEST(EniConfigs, HaveHolesWhereWhatIsWrittenIsMoreThanIsRead) {
    const auto values = parsed(values_of(R"(
  configuration_values = jsonencode({
    env       = merge(local.env, { A = "1" })
    text      = "tru\u0065"
    choice    = var.debug ? "true" : "false"
    mixed     = "a-${var.debug}"
    some      = { for key, subnet in aws_subnet.pods : key => subnet.id if key != "a" }
    all       = aws_subnet.pods[var.key].id
    nowhere   = local.nothing
  }))"));
    for (const auto& [name, value] : values.as_object())
        EXPECT_THAT(value.as_string().c_str(), StartsWith("${")) << name;
    EXPECT_TRUE(values_of("configuration_values = local.nothing").is_unknown());
    EXPECT_TRUE(values_of("configuration_values = jsonencode(merge({}, {}))").is_unknown());
}

constexpr std::string_view settings =
    R"(configuration_values = jsonencode({ env = { A = "true" } }))";

TEST(EniConfigs, AreReadOfManifestsInThePlan) {
    const auto values = parsed(values_of(settings, R"(,
      {"address": "kubernetes_manifest.a", "mode": "managed", "type": "kubernetes_manifest",
       "name": "a", "change": {"actions": ["create"], "after": {"manifest": {
         "apiVersion": "crd.k8s.amazonaws.com/v1alpha1", "kind": "ENIConfig",
         "metadata": {"name": "eu-central-1a"}, "spec": {"subnet": "subnet-1",
         "securityGroups": ["sg-1"]}}}, "after_unknown": {}}},
      {"address": "kubernetes_manifest.other", "mode": "managed", "type": "kubernetes_manifest",
       "name": "other", "change": {"actions": ["create"], "after": {"manifest": {
         "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}}}}},
      {"address": "kubectl_manifest.b", "mode": "managed", "type": "kubectl_manifest",
       "name": "b", "change": {"actions": ["create"], "after": {"yaml_body":
         "apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: {name: eu-central-1b}\nspec:\n  subnet: subnet-2\n"}}})"));
    EXPECT_EQ(values.at_pointer("/eniConfig/subnets"), parse_json(R"({
        "eu-central-1a": {"id": "subnet-1", "securityGroups": ["sg-1"]},
        "eu-central-1b": {"id": "subnet-2"}})")
                                                           .value());
}

constexpr std::string_view new_manifests = R"(,
      {"address": "kubernetes_manifest.a", "mode": "managed", "type": "kubernetes_manifest",
       "name": "a", "change": {"actions": ["create"], "after": {"manifest": {
         "apiVersion": "crd.k8s.amazonaws.com/v1alpha1", "kind": "ENIConfig",
         "metadata": {"name": "eu-central-1a"}, "spec": {"securityGroups": [null]}}},
         "after_unknown": {"manifest": {"spec": {"subnet": true, "securityGroups": [true]}}}}},
      {"address": "kubectl_manifest.all[\"b\"]", "mode": "managed", "type": "kubectl_manifest",
       "name": "all", "index": "b", "change": {"actions": ["create"], "after": {},
       "after_unknown": {"yaml_body": true}}})";
constexpr std::string_view new_blocks = R"(,
    {"mode": "managed", "type": "kubernetes_manifest", "name": "a", "expressions": {
      "manifest": {"references": ["aws_subnet.pods[\"a\"].id", "aws_subnet.pods[\"a\"]",
        "aws_subnet.pods", "aws_security_group.pods.id", "aws_security_group.pods"]}}},
    {"mode": "managed", "type": "kubectl_manifest", "name": "all", "expressions": {
      "yaml_body": {"references": ["each.value.availability_zone", "each.value.id", "each.value"]}},
     "for_each_expression": {"references": ["aws_subnet.pods"]}})";

TEST(EniConfigs, AreReadOfManifestsWhoseSubnetsAreYetToBeMade) {
    const auto values = parsed(values_of(settings, new_manifests, new_blocks, R"(
resource "kubernetes_manifest" "a" {
  manifest = {
    apiVersion = "crd.k8s.amazonaws.com/v1alpha1"
    kind       = "ENIConfig"
    metadata   = { name = "eu-central-1a" }
    spec       = { subnet = aws_subnet.pods["a"].id, securityGroups = [aws_security_group.pods.id] }
  }
}
resource "kubectl_manifest" "all" {
  for_each  = aws_subnet.pods
  yaml_body = yamlencode({
    apiVersion = "crd.k8s.amazonaws.com/v1alpha1", kind = "ENIConfig"
    metadata   = { name = each.value.availability_zone }
    spec       = { subnet = each.value.id }
  })
}
)"));
    EXPECT_EQ(values.at_pointer("/eniConfig/subnets"), parse_json(R"({
        "eu-central-1a": {"id": "${aws_subnet.pods[\"a\"]}",
                          "securityGroups": ["${aws_security_group.pods}"]},
        "eu-central-1b": {"id": "${aws_subnet.pods[\"b\"]}"}})")
                                                           .value());
}

TEST(EniConfigs, LeaveOutOfManifestsWhatThePlanAloneDoesNotTell) {
    const auto values = parsed(values_of(settings, new_manifests, new_blocks,
                                         "resource \"kubernetes_manifest\" \"a\" {}\n"
                                         "resource \"kubectl_manifest\" \"all\" {}\n"));
    EXPECT_EQ(values.at_pointer("/eniConfig/subnets"), parse_json(R"({
        "eu-central-1a": {"securityGroups": "${manifest.spec.securityGroups}"}})")
                                                           .value());
}

TEST(EniConfigs, MakeTheValuesUnknownOfAnAddonThatHasNone) {
    const auto values_beside = [](std::string_view objects) {
        std::string plan(frame);
        plan.replace(plan.find("OBJECTS"), 7, objects);
        plan.replace(plan.find("BLOCKS"), 6, "");
        const std::string_view unknown = R"({"configuration_values": true})";
        plan.replace(plan.find(unknown), unknown.size(), "{}");
        const auto topology = read_terraform_plan(plan, "plan.json");
        return topology->find<topology::Addon>("aws_eks_addon.cni")->configuration;
    };
    EXPECT_TRUE(values_beside("").is_absent());
    EXPECT_TRUE(values_beside(new_manifests).is_unknown());
}

}  // namespace
}  // namespace inland::sources
