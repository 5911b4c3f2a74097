# SPDX-License-Identifier: Apache-2.0
# aws-cloudformation/cloudformation-coverage-roadmap#752, aws-samples/data-perimeter-policy-examples: an
# endpoint of S3 that admits one's own principals only refuses what AWS signs itself, as Amazon ECR
# does with the addresses of image layers.
module "network" {
  source  = "../modules/network"
  with_s3 = false
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = module.network.vpc_id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [module.network.route_table_id]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "*"
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalAccount" = "123456789012" } }
    }]
  })
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network, aws_vpc_endpoint.s3]
}
