# SPDX-License-Identifier: Apache-2.0
# kubernetes-sigs/aws-load-balancer-controller#1728: the cluster's issuer is registered in IAM for the
# Region's STS, and tokens are for sts.amazonaws.com: InvalidIdentityToken, Incorrect token audience.
module "network" {
  source   = "../modules/network"
  services = ["ec2", "ecr.api", "ecr.dkr", "sts"]
}

resource "aws_iam_role" "cluster" {
  name = "atlas-cluster"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }]
  })
}

resource "aws_eks_cluster" "main" {
  name     = "atlas"
  version  = "1.34"
  role_arn = aws_iam_role.cluster.arn
  access_config {
    authentication_mode = "API"
  }
  vpc_config {
    subnet_ids              = module.network.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = aws_eks_cluster.main.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network]
}

resource "aws_iam_openid_connect_provider" "cluster" {
  url             = aws_eks_cluster.main.identity[0].oidc[0].issuer
  client_id_list  = ["sts.eu-central-1.amazonaws.com"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}

locals {
  issuer = trimprefix(aws_iam_openid_connect_provider.cluster.url, "https://")
}

resource "aws_iam_role" "orders" {
  name = "atlas-orders"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.cluster.arn }
      Condition = { StringEquals = { "${local.issuer}:sub" = "system:serviceaccount:shop:orders" } }
    }]
  })
}
