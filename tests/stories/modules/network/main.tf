# SPDX-License-Identifier: Apache-2.0
# A network without internet in which nodes join: stories that break something else stand on it.
variable "zones" {
  type    = list(string)
  default = ["eu-central-1a", "eu-central-1b"]
}

variable "services" {
  type        = set(string)
  default     = ["ec2", "ecr.api", "ecr.dkr"]
  description = "what gets an interface endpoint"
}

variable "associate_subnets" {
  type        = bool
  default     = true
  description = "with the route table that leads to S3; else they use the VPC's main one"
}

variable "forgotten_zones" {
  type        = list(string)
  default     = []
  description = "whose subnets are not associated with it"
}

variable "with_s3" {
  type    = bool
  default = true
}

resource "aws_vpc" "main" {
  cidr_block           = "10.40.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  for_each          = { for index, zone in var.zones : zone => cidrsubnet("10.40.0.0/16", 4, index) }
  vpc_id            = aws_vpc.main.id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "private" {
  for_each = {
    for zone, subnet in aws_subnet.private : zone => subnet
    if var.associate_subnets && !contains(var.forgotten_zones, zone)
  }
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private.id
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = var.services
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for subnet in aws_subnet.private : subnet.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  count           = var.with_s3 ? 1 : 0
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_route_table.private.id]
}

output "vpc_id" {
  value = aws_vpc.main.id
}

output "subnet_ids" {
  value = [for zone in var.zones : aws_subnet.private[zone].id]
}

output "route_table_id" {
  value = aws_route_table.private.id
}

output "s3_prefix_list_id" {
  value = one(aws_vpc_endpoint.s3[*].prefix_list_id)
}
