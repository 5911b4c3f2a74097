# SPDX-License-Identifier: Apache-2.0
# Sound, and looks broken: every endpoint has its private DNS off; zones of our own lead to them, with
# a wildcard for the registry, as where endpoints are shared by many VPCs.
locals {
  names = {
    "ec2"     = { zone = "ec2.eu-central-1.amazonaws.com", record = "" }
    "ecr.api" = { zone = "api.ecr.eu-central-1.amazonaws.com", record = "" }
    "ecr.dkr" = { zone = "dkr.ecr.eu-central-1.amazonaws.com", record = "*" }
  }
}

module "network" {
  source   = "../modules/network"
  services = []
}

resource "aws_security_group" "central" {
  name   = "central-endpoints"
  vpc_id = module.network.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "central" {
  security_group_id = aws_security_group.central.id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "central" {
  for_each            = local.names
  vpc_id              = module.network.vpc_id
  service_name        = "com.amazonaws.eu-central-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = false
  subnet_ids          = module.network.subnet_ids
  security_group_ids  = [aws_security_group.central.id]
}

resource "aws_route53_zone" "central" {
  for_each = local.names
  name     = each.value.zone
  vpc {
    vpc_id = module.network.vpc_id
  }
}

resource "aws_route53_record" "central" {
  for_each = local.names
  zone_id  = aws_route53_zone.central[each.key].zone_id
  name     = each.value.record == "" ? each.value.zone : "${each.value.record}.${each.value.zone}"
  type     = "A"
  alias {
    name                   = aws_vpc_endpoint.central[each.key].dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.central[each.key].dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network, aws_route53_record.central, aws_vpc_security_group_ingress_rule.central]
}
