# SPDX-License-Identifier: Apache-2.0
# aws/amazon-vpc-cni-k8s#647: the VPC CNI has a role of its own and trades its token for it at
# sts.amazonaws.com, the global name, where the endpoint answers for the Region's alone: no pod gets
# an address, WebIdentityErr: dial tcp ...:443: i/o timeout.
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

resource "aws_iam_openid_connect_provider" "cluster" {
  url             = aws_eks_cluster.main.identity[0].oidc[0].issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}

locals {
  issuer = trimprefix(aws_iam_openid_connect_provider.cluster.url, "https://")
}

resource "aws_iam_role" "cni" {
  name = "atlas-cni"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.cluster.arn }
      Condition = { StringEquals = { "${local.issuer}:sub" = "system:serviceaccount:kube-system:aws-node" } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cni" {
  role       = aws_iam_role.cni.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"
}

resource "aws_eks_addon" "cni" {
  cluster_name             = aws_eks_cluster.main.name
  addon_name               = "vpc-cni"
  service_account_role_arn = aws_iam_role.cni.arn
  configuration_values     = jsonencode({ env = { AWS_STS_REGIONAL_ENDPOINTS = "legacy" } })
  depends_on               = [aws_iam_role_policy_attachment.cni]
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = aws_eks_cluster.main.name
  subnet_ids = module.network.subnet_ids
  policies   = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"]
  depends_on = [module.network, aws_eks_addon.cni]
}
