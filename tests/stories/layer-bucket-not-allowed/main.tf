# SPDX-License-Identifier: Apache-2.0
# awsdocs/amazon-ecr-user-guide#8: the S3 endpoint's policy allows the company's buckets, and image
# layers come from a bucket of Amazon ECR's own (prod-REGION-starport-layer-bucket).
locals {
  zones = { a = 0, b = 1 }
}

data "aws_iam_policy_document" "own_buckets" {
  statement {
    sid       = "OwnBucketsOnly"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
    resources = ["arn:aws:s3:::acme-*", "arn:aws:s3:::acme-*/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.44.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  for_each          = local.zones
  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-central-1${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 4, each.value)
}

resource "aws_route_table" "private" {
  for_each = local.zones
  vpc_id   = aws_vpc.main.id
}

resource "aws_route_table_association" "private" {
  for_each       = local.zones
  subnet_id      = aws_subnet.private[each.key].id
  route_table_id = aws_route_table.private[each.key].id
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_vpc_endpoint" "service" {
  for_each            = toset(["ec2", "ecr.api", "ecr.dkr"])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for zone, index in local.zones : aws_subnet.private[zone].id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.eu-central-1.s3"
  policy       = data.aws_iam_policy_document.own_buckets.json
}

resource "aws_vpc_endpoint_route_table_association" "s3" {
  for_each        = aws_route_table.private
  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  route_table_id  = each.value.id
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = [for subnet in aws_subnet.private : subnet.id]
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = [for subnet in aws_subnet.private : subnet.id]
  depends_on = [aws_vpc_endpoint.service, aws_vpc_endpoint_route_table_association.s3, aws_route_table_association.private]
}
