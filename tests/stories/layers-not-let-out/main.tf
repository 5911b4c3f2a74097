# SPDX-License-Identifier: Apache-2.0
# GuardBench/guardbench-iac#4: image metadata comes through the endpoints, and the layers do not: the
# nodes' group lets out to the VPC's own addresses, and S3's prefix list is not among them.
module "network" {
  source = "../modules/network"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

resource "aws_security_group" "node" {
  name        = "node"
  description = "nodes"
  vpc_id      = module.network.vpc_id
}

resource "aws_security_group_rule" "within" {
  for_each          = toset(["ingress", "egress"])
  type              = each.key
  security_group_id = aws_security_group.node.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["10.40.0.0/16"]
}

resource "aws_security_group_rule" "api" {
  type                     = "ingress"
  security_group_id        = module.cluster.security_group_id
  source_security_group_id = aws_security_group.node.id
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
}

resource "aws_launch_template" "node" {
  name                   = "node"
  vpc_security_group_ids = [aws_security_group.node.id]
}

module "nodes" {
  source          = "../modules/nodes"
  cluster         = module.cluster.name
  subnet_ids      = module.network.subnet_ids
  launch_template = { id = aws_launch_template.node.id, version = aws_launch_template.node.latest_version }
  depends_on      = [module.network, aws_security_group_rule.within, aws_security_group_rule.api]
}
