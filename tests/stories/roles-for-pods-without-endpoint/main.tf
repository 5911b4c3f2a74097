# SPDX-License-Identifier: Apache-2.0
# eksctl#4234, aws-load-balancer-controller#1085: pods trade their token for a role at STS, for which
# there is no endpoint. The nodes join all the same.
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

variable "issuer" {
  type        = string
  default     = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
  description = "of the cluster's tokens"
}

resource "aws_iam_role" "orders" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/${var.issuer}" }
      Condition = {
        StringEquals = {
          "${var.issuer}:sub" = "system:serviceaccount:shop:orders"
          "${var.issuer}:aud" = "sts.amazonaws.com"
        }
      }
    }]
  })
}
