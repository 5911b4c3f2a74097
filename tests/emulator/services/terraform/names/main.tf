# SPDX-License-Identifier: Apache-2.0
# Zones, records, Resolver endpoints and rules of a hub and its spoke, as Terraform's AWS provider
# makes, reads back, changes and destroys them.

locals { description = var.changed ? "changed" : "names of the platform" }

# The owner of another account's network.
provider "aws" {
  alias      = "spoke"
  region     = "eu-central-1"
  access_key = "210987654321"
  secret_key = "test"
}

resource "aws_vpc" "hub" {
  cidr_block           = "10.40.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "near" {
  cidr_block           = "10.41.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "far" {
  provider             = aws.spoke
  cidr_block           = "10.42.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "hub" {
  for_each          = { a = 1, b = 2 }
  vpc_id            = aws_vpc.hub.id
  cidr_block        = cidrsubnet(aws_vpc.hub.cidr_block, 8, each.value)
  availability_zone = "eu-central-1${each.key}"
}

resource "aws_security_group" "dns" {
  name   = "dns"
  vpc_id = aws_vpc.hub.id
  dynamic "ingress" {
    for_each = ["tcp", "udp"]
    content {
      protocol    = ingress.value
      from_port   = 53
      to_port     = 53
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_endpoint" "ec2" {
  vpc_id              = aws_vpc.hub.id
  service_name        = "com.amazonaws.eu-central-1.ec2"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [for subnet in aws_subnet.hub : subnet.id]
  security_group_ids  = [aws_security_group.dns.id]
  private_dns_enabled = false
}

resource "aws_route53_zone" "ec2" {
  name    = "ec2.eu-central-1.amazonaws.com"
  comment = local.description
  vpc { vpc_id = aws_vpc.hub.id }
  lifecycle { ignore_changes = [vpc] }
}

resource "aws_route53_record" "ec2" {
  zone_id = aws_route53_zone.ec2.zone_id
  name    = "ec2.eu-central-1.amazonaws.com"
  type    = "A"
  alias {
    name                   = aws_vpc_endpoint.ec2.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.ec2.dns_entry[0].hosted_zone_id
    evaluate_target_health = true
  }
}

resource "aws_route53_zone_association" "near" {
  zone_id = aws_route53_zone.ec2.zone_id
  vpc_id  = aws_vpc.near.id
}

resource "aws_route53_vpc_association_authorization" "far" {
  zone_id = aws_route53_zone.ec2.zone_id
  vpc_id  = aws_vpc.far.id
}

resource "aws_route53_zone_association" "far" {
  provider = aws.spoke
  zone_id  = aws_route53_vpc_association_authorization.far.zone_id
  vpc_id   = aws_route53_vpc_association_authorization.far.vpc_id
}

resource "aws_route53_zone" "public" {
  name          = "platform.example.com"
  force_destroy = true
  tags          = { visibility = "public" }
}

resource "aws_route53_record" "plain" {
  for_each = {
    "www" = { type = "A", values = ["10.40.1.9", "10.40.2.9"] }
    "*"   = { type = "CNAME", values = ["www.platform.example.com"] }
    ""    = { type = "MX", values = ["10 mail.example.com"] }
    "txt" = { type = "TXT", values = ["v=spf1 -all"] }
    "_x"  = { type = "SRV", values = ["1 2 443 www.platform.example.com"] }
  }
  zone_id = aws_route53_zone.public.zone_id
  name    = each.key
  type    = each.value.type
  ttl     = var.changed ? 60 : 300
  records = each.value.values
}

resource "aws_route53_record" "weighted" {
  for_each       = { blue = 10, green = 90 }
  zone_id        = aws_route53_zone.public.zone_id
  name           = "weighted"
  type           = "A"
  ttl            = 60
  set_identifier = each.key
  records        = ["10.40.1.10"]
  weighted_routing_policy { weight = each.value }
}

resource "aws_route53_resolver_endpoint" "in" {
  name               = "in"
  direction          = "INBOUND"
  security_group_ids = [aws_security_group.dns.id]
  dynamic "ip_address" {
    for_each = aws_subnet.hub
    content {
      subnet_id = ip_address.value.id
      ip        = cidrhost(ip_address.value.cidr_block, var.changed ? 54 : 53)
    }
  }
}

resource "aws_route53_resolver_endpoint" "out" {
  name               = "out"
  direction          = "OUTBOUND"
  security_group_ids = [aws_security_group.dns.id]
  dynamic "ip_address" {
    for_each = aws_subnet.hub
    content { subnet_id = ip_address.value.id }
  }
  tags = { description = local.description }
}

resource "aws_route53_resolver_rule" "corp" {
  name                 = "corp"
  domain_name          = "corp.example.com"
  rule_type            = "FORWARD"
  resolver_endpoint_id = aws_route53_resolver_endpoint.out.id
  target_ip { ip = var.changed ? "192.168.0.54" : "192.168.0.53" }
}

resource "aws_route53_resolver_rule" "exempt" {
  domain_name = "aws.corp.example.com"
  rule_type   = "SYSTEM"
}

resource "aws_route53_resolver_rule_association" "corp" {
  for_each         = { hub = aws_vpc.hub.id, near = aws_vpc.near.id }
  resolver_rule_id = aws_route53_resolver_rule.corp.id
  vpc_id           = each.value
}

data "aws_route53_zone" "ec2" {
  zone_id      = aws_route53_zone.ec2.zone_id
  private_zone = true
}

data "aws_route53_resolver_endpoint" "out" {
  resolver_endpoint_id = aws_route53_resolver_endpoint.out.id
}

data "aws_route53_resolver_rule" "corp" {
  resolver_rule_id = aws_route53_resolver_rule.corp.id
}
