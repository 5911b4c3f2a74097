# SPDX-License-Identifier: Apache-2.0
resource "aws_cloudwatch_log_group" "cluster" {
  name              = "/aws/eks/${local.name}/cluster"
  retention_in_days = local.second ? 90 : 30
}

resource "aws_security_group" "control_plane" {
  name_prefix = "control-plane-"
  vpc_id      = aws_vpc.main.id
}

resource "aws_eks_cluster" "main" {
  name                      = local.name
  version                   = var.version_of_kubernetes
  role_arn                  = aws_iam_role.cluster.arn
  enabled_cluster_log_types = local.second ? ["api", "audit", "authenticator"] : ["api", "audit"]
  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = true
  }
  encryption_config {
    resources = ["secrets"]
    provider { key_arn = aws_kms_key.secrets.arn }
  }
  vpc_config {
    subnet_ids              = local.subnet_ids
    security_group_ids      = [aws_security_group.control_plane.id]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
  depends_on = [aws_iam_role_policy_attachment.cluster, aws_cloudwatch_log_group.cluster]
}

data "aws_eks_addon_version" "coredns" {
  addon_name         = "coredns"
  kubernetes_version = aws_eks_cluster.main.version
  most_recent        = local.second
}

resource "aws_eks_addon" "early" {
  for_each                    = toset(["vpc-cni", "kube-proxy"])
  cluster_name                = aws_eks_cluster.main.name
  addon_name                  = each.key
  resolve_conflicts_on_update = local.second ? "OVERWRITE" : "PRESERVE"
}

resource "aws_eks_addon" "coredns" {
  for_each      = var.fault == "" ? toset(["coredns"]) : []
  cluster_name  = aws_eks_cluster.main.name
  addon_name    = each.key
  addon_version = data.aws_eks_addon_version.coredns.version
  depends_on    = [aws_eks_node_group.general]
}

resource "aws_eks_access_entry" "platform" {
  cluster_name      = aws_eks_cluster.main.name
  principal_arn     = aws_iam_role.pods["one"].arn
  kubernetes_groups = local.second ? ["viewers", "auditors"] : ["viewers"]
}

resource "aws_eks_access_policy_association" "platform" {
  cluster_name  = aws_eks_cluster.main.name
  principal_arn = aws_eks_access_entry.platform.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
  access_scope {
    type       = "namespace"
    namespaces = [local.second ? "shop" : "default"]
  }
}

resource "aws_eks_pod_identity_association" "orders" {
  cluster_name    = aws_eks_cluster.main.name
  namespace       = "shop"
  service_account = "orders"
  role_arn        = aws_iam_role.pods[local.second ? "two" : "one"].arn
}
