# SPDX-License-Identifier: Apache-2.0
# awsdocs/amazon-eks-user-guide#275: "by mistake in the route table association I put only two of the
# subnets": groups with nodes in the third zone fail, the others do not.
module "network" {
  source          = "../modules/network"
  zones           = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  forgotten_zones = ["eu-central-1c"]
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = slice(module.network.subnet_ids, 2, 3)
  depends_on = [module.network]
}
