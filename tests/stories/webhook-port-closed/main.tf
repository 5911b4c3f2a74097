# SPDX-License-Identifier: Apache-2.0
# terraform-aws-modules/terraform-aws-eks#1828 and PR#2270: "failed calling webhook": the nodes' group
# admits the control plane at 443 and 10250, and the load balancer controller listens at 9443.
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
  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = true
  }
  dynamic "ingress" {
    for_each = [443, 10250]
    content {
      protocol        = "tcp"
      from_port       = ingress.value
      to_port         = ingress.value
      security_groups = [module.cluster.security_group_id]
    }
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
  name                   = "node"
  vpc_security_group_ids = [aws_security_group.node.id]
}

module "nodes" {
  source          = "../modules/nodes"
  cluster         = module.cluster.name
  subnet_ids      = module.network.subnet_ids
  launch_template = { id = aws_launch_template.node.id, version = aws_launch_template.node.latest_version }
  depends_on      = [module.network, aws_vpc_security_group_ingress_rule.api]
}
