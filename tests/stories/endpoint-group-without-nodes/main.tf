# SPDX-License-Identifier: Apache-2.0
# terraform-aws-modules/terraform-aws-eks#3113: "There was an ec2 endpoint in our VPC, but the nodes
# security group was not added to it." The endpoint answers for ec2.eu-central-1.amazonaws.com, and
# its group admits the bastion only.
module "network" {
  source   = "../modules/network"
  services = ["ecr.api", "ecr.dkr"]
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

resource "aws_security_group" "bastion" {
  name   = "bastion"
  vpc_id = module.network.vpc_id
}

resource "aws_security_group" "ec2_endpoint" {
  name   = "ec2-endpoint"
  vpc_id = module.network.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "bastion" {
  security_group_id            = aws_security_group.ec2_endpoint.id
  referenced_security_group_id = aws_security_group.bastion.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_endpoint" "ec2" {
  vpc_id              = module.network.vpc_id
  service_name        = "com.amazonaws.eu-central-1.ec2"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = module.network.subnet_ids
  security_group_ids  = [aws_security_group.ec2_endpoint.id]
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network, aws_vpc_endpoint.ec2, aws_vpc_security_group_ingress_rule.bastion]
}
