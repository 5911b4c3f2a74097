# SPDX-License-Identifier: Apache-2.0
# Sound, and looks broken: the nodes' security group has no rules of its own; other resources bring
# them, of every kind that Terraform has, and a managed prefix list stands for the network.
module "network" {
  source = "../modules/network"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

resource "aws_security_group" "node" {
  name   = "node"
  vpc_id = module.network.vpc_id
}

resource "aws_ec2_managed_prefix_list" "network" {
  name           = "network"
  address_family = "IPv4"
  max_entries    = 2
  entry {
    cidr = "10.40.0.0/20"
  }
}

resource "aws_ec2_managed_prefix_list_entry" "second" {
  prefix_list_id = aws_ec2_managed_prefix_list.network.id
  cidr           = "10.40.16.0/20"
}

resource "aws_vpc_security_group_egress_rule" "network" {
  security_group_id = aws_security_group.node.id
  prefix_list_id    = aws_ec2_managed_prefix_list.network.id
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_egress_rule" "layers" {
  security_group_id = aws_security_group.node.id
  prefix_list_id    = module.network.s3_prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_security_group_rule" "self" {
  type              = "ingress"
  security_group_id = aws_security_group.node.id
  protocol          = "all"
  from_port         = 0
  to_port           = 0
  self              = true
}

resource "aws_security_group_rule" "control_plane" {
  type                     = "ingress"
  security_group_id        = aws_security_group.node.id
  source_security_group_id = module.cluster.security_group_id
  protocol                 = "-1"
  from_port                = 0
  to_port                  = 0
}

resource "aws_vpc_security_group_ingress_rule" "api" {
  security_group_id            = module.cluster.security_group_id
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_launch_template" "node" {
  name                   = "node"
  vpc_security_group_ids = [aws_security_group.node.id]
}

module "nodes" {
  source          = "../modules/nodes"
  cluster         = module.cluster.name
  subnet_ids      = module.network.subnet_ids
  launch_template = { id = aws_launch_template.node.id, version = "$Default" }
  depends_on = [
    module.network, aws_vpc_security_group_egress_rule.network, aws_vpc_security_group_egress_rule.layers,
    aws_security_group_rule.self, aws_security_group_rule.control_plane, aws_vpc_security_group_ingress_rule.api,
    aws_ec2_managed_prefix_list_entry.second,
  ]
}
