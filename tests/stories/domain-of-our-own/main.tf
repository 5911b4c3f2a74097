# SPDX-License-Identifier: Apache-2.0
# awslabs/amazon-eks-ami#1263: the VPC's DHCP options name the company's domain, so that the kubelet
# registers under a name that EKS does not expect.
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
