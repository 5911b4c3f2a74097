# SPDX-License-Identifier: Apache-2.0
resource "aws_vpc" "main" {
  cidr_block           = "10.40.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc_dhcp_options" "main" {
  domain_name         = "${local.region}.compute.internal"
  domain_name_servers = local.resolver_elsewhere ? ["192.168.0.53"] : ["AmazonProvidedDNS"]
}

resource "aws_vpc_dhcp_options_association" "main" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.main.id
}

resource "aws_subnet" "private" {
  for_each          = { for index, zone in local.zones : zone => index }
  vpc_id            = aws_vpc.main.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
  tags              = { "kubernetes.io/role/internal-elb" = "1" }
}

locals { subnet_ids = [for subnet in aws_subnet.private : subnet.id] }

resource "aws_route_table" "private" { vpc_id = aws_vpc.main.id }

resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private.id
}

resource "aws_default_security_group" "main" { vpc_id = aws_vpc.main.id }

resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = local.subnet_ids
}

resource "aws_network_acl_rule" "all_out" {
  network_acl_id = aws_network_acl.private.id
  egress         = true
  rule_number    = 100
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}

# Stateless: answers come back to a client's own port.
resource "aws_network_acl_rule" "in" {
  for_each = {
    100 = { protocol = "tcp", from = 443, to = 443 }
    110 = { protocol = "tcp", from = local.no_way_back ? 60000 : 1024, to = local.no_way_back ? 60001 : 65535 }
    120 = { protocol = "udp", from = 53, to = 53 }
    130 = { protocol = "udp", from = 1024, to = 65535 }
    140 = { protocol = "tcp", from = 53, to = 53 }
  }
  network_acl_id = aws_network_acl.private.id
  rule_number    = each.key
  protocol       = each.value.protocol
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = each.value.from
  to_port        = each.value.to
}

resource "aws_security_group" "endpoints" {
  name        = "endpoints-${var.generation}"
  description = "AWS services"
  vpc_id      = aws_vpc.main.id
  ingress {
    description = "what the nodes call, ${var.revision}"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [local.endpoint_group]
  }
  lifecycle { create_before_destroy = true }
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = toset([for service in ["ec2", "ecr.api", "ecr.dkr"] : service if !(local.endpoint_missing && service == "ecr.api")])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${local.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = each.key == "ec2" && length(local.name_shadowed) > 0 ? false : local.private_names
  subnet_ids          = local.subnet_ids
  security_group_ids  = [aws_security_group.endpoints.id]
  tags                = { Name = "${each.key}-${var.revision}" }
}

data "aws_iam_policy_document" "layers" {
  statement {
    actions   = ["s3:GetObject"]
    resources = [local.layers_refused ? "arn:aws:s3:::of-our-own/*" : "arn:aws:s3:::prod-${local.region}-starport-layer-bucket/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.${local.region}.s3"
  route_table_ids = local.layers_without_way ? [] : [aws_route_table.private.id]
  policy          = data.aws_iam_policy_document.layers.json
}

# A zone of the same name in front of the public one: what it does not hold is not found.
resource "aws_route53_zone" "shadow" {
  for_each = local.name_shadowed
  name     = "ec2.${local.region}.amazonaws.com"
  vpc { vpc_id = aws_vpc.main.id }
}
