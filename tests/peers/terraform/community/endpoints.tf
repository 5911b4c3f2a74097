# SPDX-License-Identifier: Apache-2.0
resource "aws_security_group" "endpoints" {
  name_prefix = "${local.name}-vpc-endpoints-"
  description = "VPC endpoint security group"
  vpc_id      = aws_vpc.this.id
  lifecycle { create_before_destroy = true }
}

resource "aws_security_group_rule" "endpoints" {
  for_each          = merge({ https = aws_vpc.this.cidr_block }, local.second ? { pods = "100.64.0.0/16" } : {})
  security_group_id = aws_security_group.endpoints.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  type              = "ingress"
  description       = "HTTPS from ${each.key}"
  cidr_blocks       = [each.value]
}

resource "aws_security_group_rule" "office" {
  security_group_id = aws_security_group.endpoints.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  type              = "ingress"
  prefix_list_ids   = [aws_ec2_managed_prefix_list.office.id]
}

data "aws_vpc_endpoint_service" "this" {
  for_each = toset(["ec2", "ecr.api", "ecr.dkr", "sts", "eks", "logs", "elasticloadbalancing", "autoscaling", "ssm", "kms"])
  service  = each.key
  filter {
    name   = "service-type"
    values = ["Interface"]
  }
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = data.aws_vpc_endpoint_service.this
  vpc_id              = aws_vpc.this.id
  service_name        = each.value.service_name
  vpc_endpoint_type   = "Interface"
  auto_accept         = null
  security_group_ids  = [aws_security_group.endpoints.id]
  subnet_ids          = local.second ? slice(aws_subnet.private[*].id, 0, 2) : aws_subnet.private[*].id
  policy              = each.key == "ec2" ? data.aws_iam_policy_document.endpoint.json : null
  private_dns_enabled = true
  tags                = { Name = each.key }
  timeouts { create = "10m" }
}

data "aws_vpc_endpoint_service" "s3" {
  service      = "s3"
  service_type = "Gateway"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  service_name      = data.aws_vpc_endpoint_service.s3.service_name
  vpc_endpoint_type = "Gateway"
  route_table_ids   = concat([aws_route_table.intra.id], aws_route_table.private[*].id)
}

data "aws_iam_policy_document" "endpoint" {
  statement {
    effect    = "Allow"
    actions   = ["*"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}
