# SPDX-License-Identifier: Apache-2.0
# aws/karpenter-provider-aws#3188: pods got a block of addresses of their own, and a security group
# knows the nodes' block only. Here the CNI finds the pods' subnet by its tag, and pods there get no
# answer from CoreDNS; the nodes join all the same.
locals {
  nodes = "10.40.0.0/19"
}

module "network" {
  source = "../modules/network"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

resource "aws_subnet" "pods" {
  vpc_id            = module.network.vpc_id
  availability_zone = "eu-central-1a"
  cidr_block        = "10.40.128.0/20"
  tags              = { "kubernetes.io/role/cni" = "1" }
}

resource "aws_route_table_association" "pods" {
  subnet_id      = aws_subnet.pods.id
  route_table_id = module.network.route_table_id
}

resource "aws_security_group" "node" {
  name   = "node"
  vpc_id = module.network.vpc_id
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = [local.nodes]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "api" {
  security_group_id            = module.cluster.security_group_id
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_launch_template" "node" {
  name                   = "general"
  vpc_security_group_ids = [aws_security_group.node.id]
}

module "nodes" {
  source          = "../modules/nodes"
  cluster         = module.cluster.name
  subnet_ids      = module.network.subnet_ids
  launch_template = { id = aws_launch_template.node.id, version = aws_launch_template.node.latest_version }
  depends_on = [
    module.network, aws_vpc_security_group_ingress_rule.api, aws_route_table_association.pods,
  ]
}
