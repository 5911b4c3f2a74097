# SPDX-License-Identifier: Apache-2.0
# aws-samples/aws-secure-environment-accelerator#809: the registry's endpoint is named by a zone of
# one's own, which has a record for the zone itself; registries are names below it (ACCOUNT.dkr.ecr...),
# and the zone hides the public ones.
module "network" {
  source   = "../modules/network"
  services = ["ec2", "ecr.api"]
}

resource "aws_security_group" "registry" {
  name   = "registry"
  vpc_id = module.network.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "registry" {
  security_group_id = aws_security_group.registry.id
  cidr_ipv4         = "10.40.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "registry" {
  vpc_id              = module.network.vpc_id
  service_name        = "com.amazonaws.eu-central-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = false
  subnet_ids          = module.network.subnet_ids
  security_group_ids  = [aws_security_group.registry.id]
}

resource "aws_route53_zone" "registry" {
  name = "dkr.ecr.eu-central-1.amazonaws.com"
  vpc {
    vpc_id = module.network.vpc_id
  }
}

resource "aws_route53_record" "registry" {
  zone_id = aws_route53_zone.registry.zone_id
  name    = "dkr.ecr.eu-central-1.amazonaws.com"
  type    = "A"
  alias {
    name                   = aws_vpc_endpoint.registry.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.registry.dns_entry[0].hosted_zone_id
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
  depends_on = [module.network, aws_route53_record.registry, aws_vpc_security_group_ingress_rule.registry]
}
