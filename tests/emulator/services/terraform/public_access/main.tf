# SPDX-License-Identifier: Apache-2.0
# Public access blocked for the account, but for one VPC.
resource "aws_vpc" "main" {
  cidr_block = "10.40.0.0/16"
}

resource "aws_vpc_block_public_access_options" "main" {
  internet_gateway_block_mode = var.changed ? "block-ingress" : "block-bidirectional"
}

resource "aws_vpc_block_public_access_exclusion" "main" {
  vpc_id                          = aws_vpc.main.id
  internet_gateway_exclusion_mode = var.changed ? "allow-egress" : "allow-bidirectional"
}
