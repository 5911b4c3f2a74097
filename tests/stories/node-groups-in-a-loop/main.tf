# SPDX-License-Identifier: Apache-2.0
# Sound: two node groups, each with its subnets, made by one module in a loop; the network is known by
# locals only.
module "network" {
  source = "../modules/network"
  zones  = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
}

locals {
  subnet_ids = module.network.subnet_ids
  groups = {
    general = { subnets = slice(local.subnet_ids, 0, 2), ami_type = "AL2023_x86_64_STANDARD" }
    rocket  = { subnets = local.subnet_ids, ami_type = "BOTTLEROCKET_x86_64" }
  }
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = local.subnet_ids
}

module "nodes" {
  for_each   = local.groups
  source     = "../modules/nodes"
  name       = each.key
  cluster    = module.cluster.name
  subnet_ids = each.value.subnets
  ami_type   = each.value.ami_type
  depends_on = [module.network]
}
