# SPDX-License-Identifier: Apache-2.0
# aws-quickstart/quickstart-amazon-eks#52: "Get https://prod-us-east-1-starport-layer-bucket.s3...:
# dial tcp: i/o timeout": Amazon ECR answers, its layers lie in S3, and S3 has no endpoint.

resource "aws_vpc" "main" {
  cidr_block           = "10.45.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
  cidr_block        = "10.45.${count.index}.0/24"
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

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = aws_subnet.private[*].id
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = aws_subnet.private[*].id
  depends_on = [aws_vpc_endpoint.service]
}
