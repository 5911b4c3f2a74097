# SPDX-License-Identifier: Apache-2.0
# cisagov/cyhy_amis#143: "There was no route table association to tie the private route table to the
# private subnet": the subnets use the VPC's main table, and S3's endpoint is in the other one.
module "network" {
  source            = "../modules/network"
  associate_subnets = false
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
