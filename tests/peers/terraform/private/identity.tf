# SPDX-License-Identifier: Apache-2.0
data "aws_iam_policy_document" "trust" {
  for_each = toset(["eks", "ec2", "pods.eks"])
  statement {
    actions = each.key == "pods.eks" ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

locals {
  managed             = "arn:${data.aws_partition.current.partition}:iam::aws:policy"
  policies_but_images = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy"]
  policies            = concat(local.policies_but_images, ["AmazonEC2ContainerRegistryReadOnly"])
}

resource "aws_iam_role" "cluster" {
  name                 = "cluster"
  path                 = "/atlas/"
  description          = "the control plane, ${var.revision}"
  max_session_duration = local.second ? 7200 : 3600
  assume_role_policy   = data.aws_iam_policy_document.trust["eks"].json
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "${local.managed}/AmazonEKSClusterPolicy"
}

# Of the managed group and of the one that we launch ourselves; EKS knows the first on its own.
resource "aws_iam_role" "node" {
  for_each           = toset(["general", "batch"])
  name               = "node-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust[each.key == "batch" ? local.batch_trusts : "ec2"].json
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each   = { for pair in setproduct(keys(aws_iam_role.node), local.node_policies) : join("-", pair) => pair }
  role       = aws_iam_role.node[each.value[0]].name
  policy_arn = "${local.managed}/${each.value[1]}"
}

resource "aws_iam_role_policy" "node" {
  name   = "tags"
  role   = aws_iam_role.node["batch"].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.second ? ["ec2:DescribeTags", "ec2:DescribeVolumes"] : ["ec2:DescribeTags"], Resource = "*" }] })
}

resource "aws_iam_instance_profile" "node" {
  name = "node-${var.generation}"
  role = aws_iam_role.node["batch"].name
  lifecycle { create_before_destroy = true }
}

resource "aws_iam_policy" "orders" {
  name   = "orders"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.second ? ["s3:ListBucket", "s3:GetObject"] : ["s3:ListBucket"], Resource = "*" }] })
}

resource "aws_iam_role" "pods" {
  for_each           = toset(["one", "two"])
  name               = "pods-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust["pods.eks"].json
}

resource "aws_iam_role_policy_attachment" "pods" {
  for_each   = aws_iam_role.pods
  role       = each.value.name
  policy_arn = aws_iam_policy.orders.arn
}

resource "aws_iam_openid_connect_provider" "main" {
  url             = aws_eks_cluster.main.identity[0].oidc[0].issuer
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = [local.second ? "0123456789abcdef0123456789abcdef01234567" : "9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}

resource "aws_kms_key" "secrets" {
  description             = "secrets of atlas, ${var.revision}"
  deletion_window_in_days = 7
  enable_key_rotation     = true
  policy                  = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "account", Effect = "Allow", Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }, Action = "kms:*", Resource = "*" }] })
}

resource "aws_kms_alias" "secrets" {
  name          = "alias/atlas-${var.generation}"
  target_key_id = aws_kms_key.secrets.key_id
}
