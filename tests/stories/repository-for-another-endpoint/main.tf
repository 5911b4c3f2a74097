# SPDX-License-Identifier: Apache-2.0
# aws-samples/data-perimeter-policy-examples#2: a repository whose policy denies what does not come
# through the networks that it expects. These nodes come through an endpoint that it does not name:
# ImagePullBackOff, 403 Forbidden.
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

resource "aws_ecr_repository" "orders" {
  name = "shop/orders"
}

resource "aws_ecr_repository_policy" "orders" {
  repository = aws_ecr_repository.orders.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyFromTheBuildNetwork"
      Effect    = "Deny"
      Principal = "*"
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Condition = { StringNotEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    }]
  })
}
