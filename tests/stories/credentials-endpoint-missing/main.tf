# SPDX-License-Identifier: Apache-2.0
# awsdocs/amazon-eks-user-guide#110: "no basic auth credentials": the list of endpoints that the
# author had followed named ecr.dkr and left out ecr.api.
module "network" {
  source   = "../modules/network"
  services = ["ec2", "ecr.dkr"]
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network]
}
