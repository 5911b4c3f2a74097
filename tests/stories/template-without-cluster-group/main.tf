# SPDX-License-Identifier: Apache-2.0
# terraform-aws-modules/terraform-aws-eks PR#1911: "if any node security groups are specified in the
# launch template, EKS will not automatically add the cluster security group": the nodes are not
# members of the group that admits them to the API.
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
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["10.40.0.0/16"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_launch_template" "node" {
  name = "node"
  network_interfaces {
    security_groups = [aws_security_group.node.id]
  }
}

module "nodes" {
  source          = "../modules/nodes"
  cluster         = module.cluster.name
  subnet_ids      = module.network.subnet_ids
  launch_template = { id = aws_launch_template.node.id, version = "$Latest" }
  depends_on      = [module.network]
}
