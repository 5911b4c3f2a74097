# SPDX-License-Identifier: Apache-2.0
# aws/eks-pod-identity-agent#88: the agent calls eks-auth.REGION.api.aws, for which an endpoint of its
# own is needed: pods get no credentials.
module "network" {
  source = "../modules/network"
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

resource "aws_eks_addon" "pod_identity" {
  cluster_name = module.cluster.name
  addon_name   = "eks-pod-identity-agent"
  depends_on   = [module.nodes]
}
