# SPDX-License-Identifier: Apache-2.0
# terraform-aws-modules/terraform-aws-vpc PR#1197: the endpoints' policy was one Deny, of foreign
# accounts. Nothing allows, so everything is refused.
data "aws_iam_policy_document" "endpoint" {
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "StringNotEquals"
      variable = "aws:PrincipalAccount"
      values   = ["123456789012"]
    }
  }
}

module "network" {
  source   = "../modules/network"
  services = ["ecr.api", "ecr.dkr"]
}

resource "aws_security_group" "endpoint" {
  name   = "ec2-endpoint"
  vpc_id = module.network.vpc_id
}

resource "aws_security_group_rule" "endpoint" {
  type              = "ingress"
  security_group_id = aws_security_group.endpoint.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["10.40.0.0/16"]
}

resource "aws_vpc_endpoint" "ec2" {
  vpc_id              = module.network.vpc_id
  service_name        = "com.amazonaws.eu-central-1.ec2"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = module.network.subnet_ids
  security_group_ids  = [aws_security_group.endpoint.id]
  policy              = data.aws_iam_policy_document.endpoint.json
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network, aws_vpc_endpoint.ec2, aws_security_group_rule.endpoint]
}
