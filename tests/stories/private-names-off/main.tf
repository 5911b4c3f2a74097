# SPDX-License-Identifier: Apache-2.0
# bottlerocket-os/bottlerocket#3064: "Timed out retrieving private DNS name from EC2: deadline has
# elapsed": the endpoints were there, but their private DNS was off, so the public name led nowhere.
locals {
  zones    = ["eu-central-1a", "eu-central-1b"]
  services = toset(["ec2", "ecr.api", "ecr.dkr"])
}

resource "aws_vpc" "main" {
  cidr_block           = "10.43.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  for_each          = { for index, zone in local.zones : zone => index }
  vpc_id            = aws_vpc.main.id
  availability_zone = each.key
  cidr_block        = "10.43.${each.value}.0/24"
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "endpoints" {
  type              = "ingress"
  security_group_id = aws_security_group.endpoints.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = [for subnet in aws_subnet.private : subnet.cidr_block]
}

resource "aws_vpc_endpoint" "service" {
  for_each            = local.services
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-central-1.${each.value}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = each.value != "ec2"
  subnet_ids          = values(aws_subnet.private)[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = values(aws_subnet.private)[*].id
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = values(aws_subnet.private)[*].id
  ami_type   = "BOTTLEROCKET_x86_64"
  depends_on = [aws_vpc_endpoint.service, aws_vpc_endpoint.s3, aws_security_group_rule.endpoints]
}
