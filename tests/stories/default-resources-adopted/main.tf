# SPDX-License-Identifier: Apache-2.0
# Sound, and looks broken: the VPC's default network ACL and route table are taken over and given rules
# of their own, and a condition picks the endpoints' group.
variable "own_group" {
  type    = bool
  default = true
}

locals {
  block = "10.55.0.0/16"
}

resource "aws_vpc" "main" {
  cidr_block           = local.block
  enable_dns_hostnames = true
}

resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
  dynamic "ingress" {
    for_each = { 100 = local.block, 200 = "0.0.0.0/0" }
    content {
      rule_no    = ingress.key
      action     = "allow"
      protocol   = ingress.key == "100" ? "-1" : "tcp"
      from_port  = ingress.key == "100" ? 0 : 1024
      to_port    = ingress.key == "100" ? 0 : 65535
      cidr_block = ingress.value
    }
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
  cidr_block        = cidrsubnet(local.block, 8, count.index)
}

resource "aws_security_group" "endpoints" {
  count  = var.own_group ? 1 : 0
  name   = "endpoints"
  vpc_id = aws_vpc.main.id
  dynamic "ingress" {
    for_each = toset(["tcp"])
    content {
      protocol    = ingress.key
      from_port   = 443
      to_port     = 443
      cidr_blocks = [local.block]
    }
  }
}

resource "aws_vpc_endpoint" "service" {
  for_each            = toset(["ec2", "ecr.api", "ecr.dkr"])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = var.own_group ? aws_security_group.endpoints[*].id : []
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_vpc.main.default_route_table_id]
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = aws_subnet.private[*].id
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = aws_subnet.private[*].id
  depends_on = [aws_vpc_endpoint.service, aws_vpc_endpoint.s3, aws_default_network_acl.main]
}
