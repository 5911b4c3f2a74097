# SPDX-License-Identifier: Apache-2.0
# coreos/coreos-kubernetes#744: a network ACL that admits only part of the ports from which Linux
# calls: some answers come back, others do not.

resource "aws_vpc" "main" {
  cidr_block           = "10.47.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
  cidr_block        = "10.47.${count.index}.0/24"
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = aws_subnet.private[*].cidr_block
  }
}

resource "aws_vpc_endpoint" "service" {
  for_each            = toset(["ec2", "ecr.api", "ecr.dkr"])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_vpc.main.default_route_table_id]
}

resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = aws_subnet.private[*].id
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = aws_vpc.main.cidr_block
  }
  ingress {
    rule_no    = 200
    action     = "allow"
    protocol   = "tcp"
    from_port  = 40000
    to_port    = 65535
    cidr_block = "0.0.0.0/0"
  }
  ingress {
    rule_no    = 300
    action     = "allow"
    protocol   = "udp"
    from_port  = 0
    to_port    = 65535
    cidr_block = aws_vpc.main.cidr_block
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = aws_subnet.private[*].id
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = aws_subnet.private[*].id
  depends_on = [aws_vpc_endpoint.service, aws_vpc_endpoint.s3, aws_network_acl.private]
}
