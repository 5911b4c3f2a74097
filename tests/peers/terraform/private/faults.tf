# SPDX-License-Identifier: Apache-2.0
# The ways of breaking it: each is one fact that a working network, name, policy, identity or user
# data has otherwise. tests/peers/terraform_test.cpp knows what each one must do to the machines.
locals {
  endpoint_missing   = var.fault == "endpoint-missing"
  endpoint_group     = var.fault == "endpoint-group" ? "10.99.0.0/16" : aws_vpc.main.cidr_block
  private_names      = var.fault != "private-names-off"
  layers_refused     = var.fault == "layers-refused"
  layers_without_way = var.fault == "layers-without-way"
  resolver_elsewhere = var.fault == "resolver-elsewhere"
  no_way_back        = var.fault == "no-way-back"
  node_policies      = var.fault == "role-without-images" ? local.policies_but_images : local.policies
  node_group_alone   = var.fault == "groups-apart"
  name_shadowed      = var.fault == "name-shadowed" ? { main = true } : {}
  batch_entries      = var.fault == "nodes-unknown" ? {} : { batch = true }
  batch_trusts       = var.fault == "role-not-trusted" ? "pods.eks" : "ec2"
  wrong_cluster_data = var.fault == "wrong-user-data"
  old_system         = var.fault == "old-system-alone"
}
