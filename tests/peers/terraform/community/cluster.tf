# SPDX-License-Identifier: Apache-2.0
data "aws_iam_session_context" "current" { arn = data.aws_caller_identity.current.arn }

data "aws_iam_policy_document" "trust" {
  for_each = toset(["eks", "ec2", "vpc-flow-logs"])
  statement {
    sid     = each.key == "eks" ? "EKSClusterAssumeRole" : null
    actions = each.key == "eks" ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Default"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
  statement {
    sid       = "KeyAdministration"
    actions   = ["kms:Update*", "kms:UntagResource", "kms:TagResource", "kms:ScheduleKeyDeletion", "kms:Revoke*", "kms:Put*", "kms:List*", "kms:Get*", "kms:Enable*", "kms:Disable*", "kms:Describe*", "kms:Delete*", "kms:Create*", "kms:CancelKeyDeletion"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_iam_session_context.current.issuer_arn]
    }
  }
  statement {
    sid       = "Logs"
    actions   = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
    resources = ["*"]
    principals {
      type        = "Service"
      identifiers = ["logs.${local.region}.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "this" {
  bypass_policy_lockout_safety_check = false
  customer_master_key_spec           = "SYMMETRIC_DEFAULT"
  deletion_window_in_days            = 30
  description                        = "${local.name} cluster encryption key"
  enable_key_rotation                = true
  is_enabled                         = true
  key_usage                          = "ENCRYPT_DECRYPT"
  multi_region                       = false
  policy                             = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "this" {
  name          = "alias/eks/${local.name}"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_iam_role" "cluster" {
  name_prefix           = "${local.name}-cluster-"
  assume_role_policy    = data.aws_iam_policy_document.trust["eks"].json
  force_detach_policies = true
}

resource "aws_iam_role_policy_attachment" "cluster" {
  for_each   = toset(["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"])
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.key}"
}

resource "aws_iam_policy" "cluster_encryption" {
  name_prefix = "${local.name}-cluster-ClusterEncryption"
  path        = "/"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Action = ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"], Effect = "Allow", Resource = aws_kms_key.this.arn }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster_encryption" {
  role       = aws_iam_role.cluster.name
  policy_arn = aws_iam_policy.cluster_encryption.arn
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/eks/${local.name}/cluster"
  retention_in_days = 90
  log_group_class   = "STANDARD"
}

resource "aws_security_group" "cluster" {
  name_prefix = "${local.name}-cluster-"
  description = "EKS cluster security group"
  vpc_id      = aws_vpc.this.id
  lifecycle { create_before_destroy = true }
}

resource "aws_security_group" "node" {
  name_prefix = "${local.name}-node-"
  description = "EKS node shared security group"
  vpc_id      = aws_vpc.this.id
  tags        = { "kubernetes.io/cluster/${local.name}" = "owned" }
  lifecycle { create_before_destroy = true }
}

resource "aws_security_group_rule" "cluster" {
  description              = "Node groups to cluster API"
  security_group_id        = aws_security_group.cluster.id
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
  source_security_group_id = aws_security_group.node.id
}

resource "aws_security_group_rule" "node" {
  for_each = {
    cluster_443     = { protocol = "tcp", from = 443, to = 443, cluster = true, description = "Cluster API to node groups" }
    cluster_kubelet = { protocol = "tcp", from = 10250, to = 10250, cluster = true, description = "Cluster API to node kubelets" }
    cluster_9443    = { protocol = "tcp", from = 9443, to = 9443, cluster = true, description = "Cluster API to node 9443/tcp webhook" }
    self_dns_tcp    = { protocol = "tcp", from = 53, to = 53, cluster = false, description = "Node to node CoreDNS" }
    self_dns_udp    = { protocol = "udp", from = 53, to = 53, cluster = false, description = "Node to node CoreDNS UDP" }
    self_ephemeral  = { protocol = "tcp", from = 1025, to = 65535, cluster = false, description = "Node to node ingress on ephemeral ports" }
  }
  security_group_id        = aws_security_group.node.id
  type                     = "ingress"
  protocol                 = each.value.protocol
  from_port                = each.value.from
  to_port                  = each.value.to
  description              = each.value.description
  source_security_group_id = each.value.cluster ? aws_security_group.cluster.id : null
  self                     = each.value.cluster ? null : true
}

resource "aws_security_group_rule" "node_out" {
  security_group_id = aws_security_group.node.id
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
  description       = "Allow all egress"
}

resource "aws_eks_cluster" "this" {
  name                          = local.name
  role_arn                      = aws_iam_role.cluster.arn
  version                       = "1.34"
  enabled_cluster_log_types     = ["audit", "api", "authenticator"]
  bootstrap_self_managed_addons = false
  access_config {
    authentication_mode                         = "API_AND_CONFIG_MAP"
    bootstrap_cluster_creator_admin_permissions = false
  }
  vpc_config {
    security_group_ids      = [aws_security_group.cluster.id]
    subnet_ids              = aws_subnet.private[*].id
    endpoint_private_access = true
    endpoint_public_access  = local.second
    public_access_cidrs     = local.second ? ["203.0.113.0/24"] : null
  }
  kubernetes_network_config {
    ip_family         = "ipv4"
    service_ipv4_cidr = "172.20.0.0/16"
  }
  encryption_config {
    provider { key_arn = aws_kms_key.this.arn }
    resources = ["secrets"]
  }
  upgrade_policy { support_type = local.second ? "STANDARD" : "EXTENDED" }
  zonal_shift_config { enabled = local.second }
  timeouts {
    create = "30m"
    update = "60m"
    delete = "15m"
  }
  depends_on = [aws_iam_role_policy_attachment.cluster, aws_cloudwatch_log_group.this, aws_security_group_rule.cluster, aws_security_group_rule.node]
}

resource "aws_ec2_tag" "cluster_primary_security_group" {
  for_each    = { Environment = "test", Owner = "platform" }
  resource_id = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
  key         = each.key
  value       = each.value
}

resource "aws_eks_access_entry" "creator" {
  cluster_name  = aws_eks_cluster.this.name
  principal_arn = data.aws_iam_session_context.current.issuer_arn
  type          = "STANDARD"
}

resource "aws_eks_access_policy_association" "creator" {
  cluster_name  = aws_eks_cluster.this.name
  policy_arn    = "arn:${data.aws_partition.current.partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  principal_arn = aws_eks_access_entry.creator.principal_arn
  access_scope { type = "cluster" }
}

resource "aws_iam_openid_connect_provider" "this" {
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
  url             = aws_eks_cluster.this.identity[0].oidc[0].issuer
  tags            = { Name = "${local.name}-eks-irsa" }
}

data "aws_eks_addon_version" "this" {
  for_each           = toset(["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent"])
  addon_name         = each.key
  kubernetes_version = aws_eks_cluster.this.version
  most_recent        = true
}

resource "aws_eks_addon" "before_compute" {
  for_each                    = toset(["vpc-cni", "eks-pod-identity-agent", "kube-proxy"])
  cluster_name                = aws_eks_cluster.this.id
  addon_name                  = each.key
  addon_version               = data.aws_eks_addon_version.this[each.key].version
  configuration_values        = each.key == "vpc-cni" ? jsonencode({ env = { ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = local.second ? "2" : "1" } }) : null
  preserve                    = true
  resolve_conflicts_on_create = "NONE"
  resolve_conflicts_on_update = "OVERWRITE"
  timeouts { create = "10m" }
}

resource "aws_eks_addon" "this" {
  cluster_name                = aws_eks_cluster.this.id
  addon_name                  = "coredns"
  addon_version               = data.aws_eks_addon_version.this["coredns"].version
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  depends_on                  = [aws_eks_node_group.this]
}
