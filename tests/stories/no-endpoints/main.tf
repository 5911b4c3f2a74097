# SPDX-License-Identifier: Apache-2.0
# terraform-aws-modules/terraform-aws-eks#2474: a private cluster, no NAT gateway, and no endpoints in
# its place.
resource "aws_vpc" "main" {
  cidr_block           = "10.42.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  availability_zone = element(["eu-central-1a", "eu-central-1b"], count.index)
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = aws_subnet.private[*].id
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = aws_subnet.private[*].id
}
