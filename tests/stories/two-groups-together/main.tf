# SPDX-License-Identifier: Apache-2.0
# Sound, and looks broken: of the nodes' two security groups one lets out only to port 443, the other
# lets in; neither would do alone.
module "network" {
  source = "../modules/network"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

resource "aws_security_group" "out" {
  name   = "node-out"
  vpc_id = module.network.vpc_id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "in" {
  name   = "node-in"
  vpc_id = module.network.vpc_id
  ingress {
    protocol        = "-1"
    from_port       = 0
    to_port         = 0
    self            = true
    security_groups = [module.cluster.security_group_id]
  }
}

resource "aws_vpc_security_group_ingress_rule" "api" {
  security_group_id            = module.cluster.security_group_id
  referenced_security_group_id = aws_security_group.out.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_launch_template" "node" {
  name                   = "node"
  vpc_security_group_ids = [aws_security_group.out.id, aws_security_group.in.id]
}

module "nodes" {
  source          = "../modules/nodes"
  cluster         = module.cluster.name
  subnet_ids      = module.network.subnet_ids
  launch_template = { id = aws_launch_template.node.id, version = aws_launch_template.node.latest_version }
  depends_on      = [module.network, aws_vpc_security_group_ingress_rule.api]
}
