# SPDX-License-Identifier: Apache-2.0
# aws/containers-roadmap#22: "We are using custom DNS servers in our VPCs and therefore can't even use
# the private endpoint on our EC2 instances."
module "network" {
  source = "../modules/network"
}

resource "aws_vpc_dhcp_options" "corp" {
  domain_name         = "eu-central-1.compute.internal"
  domain_name_servers = ["10.40.250.10", "10.40.250.11"]
}

resource "aws_vpc_dhcp_options_association" "corp" {
  vpc_id          = module.network.vpc_id
  dhcp_options_id = aws_vpc_dhcp_options.corp.id
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network, aws_vpc_dhcp_options_association.corp]
}
