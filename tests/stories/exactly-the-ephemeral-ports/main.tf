# SPDX-License-Identifier: Apache-2.0
# Sound, and looks broken: the network ACL admits exactly the ports from which Linux calls (32768 to
# 60999) and those that nodes listen on, and denies one address first that nobody has.

resource "aws_vpc" "main" {
  cidr_block           = "10.52.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
  cidr_block        = "10.52.${count.index}.0/24"
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
}

resource "aws_network_acl_rule" "stranger" {
  network_acl_id = aws_network_acl.private.id
  rule_number    = 10
  protocol       = "-1"
  rule_action    = "deny"
  cidr_block     = "10.52.0.1/32"
}

resource "aws_network_acl_rule" "in" {
  for_each       = { 100 = [32768, 60999], 110 = [443, 443], 120 = [10250, 10251], 130 = [4443, 9443], 140 = [53, 53] }
  network_acl_id = aws_network_acl.private.id
  rule_number    = each.key
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = each.value[0]
  to_port        = each.value[1]
}

resource "aws_network_acl_rule" "names" {
  for_each       = { 200 = [53, 53], 210 = [32768, 60999] }
  network_acl_id = aws_network_acl.private.id
  rule_number    = each.key
  protocol       = "udp"
  rule_action    = "allow"
  cidr_block     = aws_vpc.main.cidr_block
  from_port      = each.value[0]
  to_port        = each.value[1]
}

resource "aws_network_acl_rule" "out" {
  network_acl_id = aws_network_acl.private.id
  egress         = true
  rule_number    = 100
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = aws_subnet.private[*].id
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = aws_subnet.private[*].id
  depends_on = [aws_vpc_endpoint.service, aws_vpc_endpoint.s3, aws_network_acl_rule.in, aws_network_acl_rule.names, aws_network_acl_rule.out]
}
