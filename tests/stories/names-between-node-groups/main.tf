# SPDX-License-Identifier: Apache-2.0
# aws/aws-cdk#10884: each node group has a security group of its own, which admits its own members:
# pods of one group get no answer from CoreDNS on nodes of the other.
locals {
  groups = toset(["general", "batch"])
}

module "network" {
  source = "../modules/network"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

resource "aws_security_group" "node" {
  for_each = local.groups
  name     = "node-${each.key}"
  vpc_id   = module.network.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "all" {
  for_each          = local.groups
  security_group_id = aws_security_group.node[each.key].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "self" {
  for_each                     = local.groups
  security_group_id            = aws_security_group.node[each.key].id
  referenced_security_group_id = aws_security_group.node[each.key].id
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "control_plane" {
  for_each                     = local.groups
  security_group_id            = aws_security_group.node[each.key].id
  referenced_security_group_id = module.cluster.security_group_id
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "api" {
  for_each                     = local.groups
  security_group_id            = module.cluster.security_group_id
  referenced_security_group_id = aws_security_group.node[each.key].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_launch_template" "node" {
  for_each               = local.groups
  name                   = each.key
  vpc_security_group_ids = [aws_security_group.node[each.key].id]
}

module "nodes" {
  for_each        = local.groups
  source          = "../modules/nodes"
  name            = each.key
  cluster         = module.cluster.name
  subnet_ids      = module.network.subnet_ids
  launch_template = { id = aws_launch_template.node[each.key].id, version = aws_launch_template.node[each.key].latest_version }
  depends_on = [
    module.network, aws_vpc_security_group_egress_rule.all, aws_vpc_security_group_ingress_rule.self,
    aws_vpc_security_group_ingress_rule.control_plane, aws_vpc_security_group_ingress_rule.api,
  ]
}
