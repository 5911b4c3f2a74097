# SPDX-License-Identifier: Apache-2.0
# EKS User Guide, Set up the Amazon EKS Pod Identity Agent: associations and roles are there and the
# agent's add-on is not, so that pods find nobody at 169.254.170.23.
module "network" {
  source   = "../modules/network"
  services = ["ec2", "ecr.api", "ecr.dkr", "eks-auth"]
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

resource "aws_iam_role" "orders" {
  name = "atlas-orders"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "pods.eks.amazonaws.com" }
    }]
  })
}

resource "aws_eks_pod_identity_association" "orders" {
  cluster_name    = module.cluster.name
  namespace       = "shop"
  service_account = "orders"
  role_arn        = aws_iam_role.orders.arn
}
