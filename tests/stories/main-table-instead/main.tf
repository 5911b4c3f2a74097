# SPDX-License-Identifier: Apache-2.0
# cisagov/cyhy_amis#143: "There was no route table association to tie the private route table to the
# private subnet": the subnets use the VPC's main table, and S3's endpoint is in the other one.

resource "aws_vpc" "main" {
  cidr_block           = "10.46.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
  cidr_block        = "10.46.${count.index}.0/24"
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

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_route_table.private.id]
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = aws_subnet.private[*].id
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = aws_subnet.private[*].id
  depends_on = [aws_vpc_endpoint.service, aws_vpc_endpoint.s3]
}
