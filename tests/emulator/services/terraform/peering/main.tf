# SPDX-License-Identifier: Apache-2.0
# Two VPCs that are peered, and routes between them.
resource "aws_vpc" "main" {
  cidr_block           = "10.40.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "peer" {
  cidr_block           = "10.41.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc_peering_connection" "main" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.peer.id
  auto_accept = true
  accepter { allow_remote_vpc_dns_resolution = var.changed }
  requester { allow_remote_vpc_dns_resolution = true }
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route" "to_peer" {
  route_table_id            = aws_route_table.main.id
  destination_cidr_block    = aws_vpc.peer.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.main.id
}

data "aws_vpc_peering_connection" "main" {
  id = aws_vpc_peering_connection.main.id
}
