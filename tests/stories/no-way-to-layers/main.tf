# SPDX-License-Identifier: Apache-2.0
# aws-quickstart/quickstart-amazon-eks#52: "Get https://prod-us-east-1-starport-layer-bucket.s3...:
# dial tcp: i/o timeout": Amazon ECR answers, its layers lie in S3, and S3 has no endpoint.
module "network" {
  source  = "../modules/network"
  with_s3 = false
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
