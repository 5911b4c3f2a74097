# SPDX-License-Identifier: Apache-2.0
# Interfaces with secondary addresses, elastic addresses on them, and key pairs.
resource "aws_vpc" "main" {
  cidr_block = "10.40.0.0/16"
}

resource "aws_vpc_ipv4_cidr_block_association" "more" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "100.64.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.40.1.0/24"
  availability_zone = "eu-central-1a"
}

resource "aws_security_group" "main" {
  name   = "main"
  vpc_id = aws_vpc.main.id
}

resource "aws_network_interface" "named" {
  subnet_id         = aws_subnet.a.id
  private_ips       = var.changed ? ["10.40.1.20", "10.40.1.22"] : ["10.40.1.20", "10.40.1.21"]
  security_groups   = [aws_security_group.main.id]
  source_dest_check = var.changed
  description       = "an appliance"
}

resource "aws_network_interface" "counted" {
  subnet_id         = aws_subnet.a.id
  private_ips_count = var.changed ? 3 : 2
}

resource "aws_eip" "main" {
  domain = "vpc"
}

resource "aws_eip_association" "main" {
  allocation_id        = aws_eip.main.id
  network_interface_id = aws_network_interface.named.id
  private_ip_address   = "10.40.1.20"
  depends_on           = [aws_internet_gateway.main]
}

resource "aws_key_pair" "main" {
  key_name   = "main"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0CFTcbSTcd5Rt0Ib5vJNgIOkxVCZpQqyOgzqoLyZJh someone@example.com"
}

data "aws_network_interface" "named" {
  id = aws_network_interface.named.id
}
