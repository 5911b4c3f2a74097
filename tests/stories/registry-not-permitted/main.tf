# SPDX-License-Identifier: Apache-2.0
# aws-quickstart/quickstart-amazon-eks#490: the role that nodes pull images with lacks
# AmazonEC2ContainerRegistryReadOnly: ImagePullBackOff of every image of Amazon ECR.
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
  policies   = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy"]
  depends_on = [module.network]
}
