# SPDX-License-Identifier: Apache-2.0
# A customer's prefix list in a route and in a rule, and the egress-only gateway.
resource "aws_vpc" "main" {
  cidr_block = "10.40.0.0/16"
}

resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = var.changed ? 6 : 5
  entry {
    cidr        = "192.168.0.0/24"
    description = "the building"
  }
  dynamic "entry" {
    for_each = var.changed ? ["192.168.1.0/24"] : []
    content { cidr = entry.value }
  }
}

resource "aws_ec2_managed_prefix_list_entry" "vpn" {
  cidr           = "172.16.0.0/24"
  prefix_list_id = aws_ec2_managed_prefix_list.remote.id
}

resource "aws_ec2_managed_prefix_list" "remote" {
  name           = "remote"
  address_family = "IPv4"
  max_entries    = 3
}

resource "aws_vpn_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route" "office" {
  route_table_id             = aws_route_table.main.id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.office.id
  gateway_id                 = aws_vpn_gateway.main.id
}

resource "aws_security_group" "main" {
  name   = "main"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "office" {
  security_group_id = aws_security_group.main.id
  prefix_list_id    = aws_ec2_managed_prefix_list.office.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_egress_only_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

data "aws_ec2_managed_prefix_list" "s3" {
  name = "com.amazonaws.eu-central-1.s3"
}
