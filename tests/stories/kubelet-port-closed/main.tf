# SPDX-License-Identifier: Apache-2.0
# terraform-aws-modules/terraform-aws-eks PR#318: the nodes' group admits the control plane from port
# 30000 on, and the kubelet listens at 10250: "kubectl logs" ends in "dial tcp ...:10250: i/o timeout".
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
  egress {
    protocol    = -1
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    protocol  = -1
    from_port = 0
    to_port   = 0
    self      = true
  }
  ingress {
    protocol        = "tcp"
    from_port       = 30000
    to_port         = 65535
    security_groups = [module.cluster.security_group_id]
  }
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
  depends_on      = [module.network, aws_security_group_rule.api]
}
