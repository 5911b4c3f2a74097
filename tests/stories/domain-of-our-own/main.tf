# SPDX-License-Identifier: Apache-2.0
# Sound, and looks broken: the VPC's DHCP options name the company's domain, and nodes used to register
# under a name with it (awslabs/amazon-eks-ami#1263, #1711). Images of today ask EC2 for the name.
module "network" {
  source = "../modules/network"
}

resource "aws_vpc_dhcp_options" "corp" {
  domain_name         = "corp.example.com"
  domain_name_servers = ["AmazonProvidedDNS"]
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
