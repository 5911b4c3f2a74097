# SPDX-License-Identifier: Apache-2.0
# Sound for the nodes, which ask EKS through its endpoint; but the endpoint's private zone answers for
# oidc.eks.eu-central-1.amazonaws.com too, so that within the VPC nobody gets the keys of the cluster's
# issuer (aws/containers-roadmap#2038, terraform-aws-eks#3258).
module "network" {
  source   = "../modules/network"
  services = ["ec2", "ecr.api", "ecr.dkr", "eks"]
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
