# SPDX-License-Identifier: Apache-2.0
# hashicorp/terraform-provider-aws#25298: metadata_options in the launch template of a managed group,
# made strict until nothing is left: machines start and are never seen by the cluster.
module "network" {
  source = "../modules/network"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

resource "aws_launch_template" "node" {
  name = "node"
  metadata_options {
    http_endpoint = "disabled"
  }
}

module "nodes" {
  source          = "../modules/nodes"
  cluster         = module.cluster.name
  subnet_ids      = module.network.subnet_ids
  launch_template = { id = aws_launch_template.node.id, version = aws_launch_template.node.latest_version }
  depends_on      = [module.network]
}
