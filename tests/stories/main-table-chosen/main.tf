# SPDX-License-Identifier: Apache-2.0
# Sound, and looks broken: no subnet has a route table of its own; the table that S3's endpoint is in
# is made the VPC's main one.
module "network" {
  source            = "../modules/network"
  associate_subnets = false
}

resource "aws_main_route_table_association" "shared" {
  vpc_id         = module.network.vpc_id
  route_table_id = module.network.route_table_id
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network, aws_main_route_table_association.shared]
}
