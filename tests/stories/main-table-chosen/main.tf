# SPDX-License-Identifier: Apache-2.0
# Sound, and looks broken: no subnet has a route table of its own; another table is made the VPC's
# main one, and S3's endpoint is in it.
resource "aws_vpc" "main" {
  cidr_block           = "10.53.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  availability_zone = element(["eu-central-1a", "eu-central-1b"], count.index)
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_route_table" "shared" {
  vpc_id = aws_vpc.main.id
}

resource "aws_main_route_table_association" "shared" {
  vpc_id         = aws_vpc.main.id
  route_table_id = aws_route_table.shared.id
}

resource "aws_default_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = aws_subnet.private[*].cidr_block
  }
}

# Without groups of their own the endpoints have the default one, which admits the subnets here.
resource "aws_vpc_endpoint" "service" {
  for_each            = toset(["ec2", "ecr.api", "ecr.dkr"])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = aws_subnet.private[*].id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_route_table.shared.id]
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = aws_subnet.private[*].id
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = aws_subnet.private[*].id
  depends_on = [aws_vpc_endpoint.service, aws_vpc_endpoint.s3, aws_main_route_table_association.shared, aws_default_security_group.endpoints]
}
