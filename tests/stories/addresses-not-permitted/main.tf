# SPDX-License-Identifier: Apache-2.0
# terraform-aws-modules/terraform-aws-eks#1910: iam_role_attach_cni_policy = false, and nothing else
# gives the VPC CNI its permissions: nodes wait for their network until EKS gives the group up.
module "network" {
  source = "../modules/network"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

resource "aws_eks_addon" "network" {
  cluster_name = module.cluster.name
  addon_name   = "vpc-cni"
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  policies   = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"]
  depends_on = [module.network, aws_eks_addon.network]
}
