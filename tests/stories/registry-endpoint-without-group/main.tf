# SPDX-License-Identifier: Apache-2.0
# terraform-aws-modules/terraform-aws-eks#1476: pulls end in "dial tcp 20.10.1.141:443: i/o timeout".
# The registry's endpoint was given no group, so it has the VPC's default one, which admits its own
# members only.
module "network" {
  source   = "../modules/network"
  services = ["ec2", "ecr.api"]
}

resource "aws_vpc_endpoint" "registry" {
  vpc_id              = module.network.vpc_id
  service_name        = "com.amazonaws.eu-central-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = module.network.subnet_ids
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network, aws_vpc_endpoint.registry]
}
