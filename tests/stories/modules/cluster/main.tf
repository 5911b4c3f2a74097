# SPDX-License-Identifier: Apache-2.0
# A private cluster with its role.
variable "subnet_ids" {
  type = list(string)
}

variable "security_group_ids" {
  type    = list(string)
  default = []
}

variable "public_access_cidrs" {
  type        = list(string)
  default     = []
  description = "of a public API; without any it is private"
}

variable "kubernetes_version" {
  type    = string
  default = "1.34"
}

resource "aws_iam_role" "cluster" {
  name = "atlas-cluster"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

locals {
  is_public = length(var.public_access_cidrs) > 0
}

resource "aws_eks_cluster" "main" {
  name     = "atlas"
  version  = var.kubernetes_version
  role_arn = aws_iam_role.cluster.arn
  access_config {
    authentication_mode = "API_AND_CONFIG_MAP"
  }
  vpc_config {
    subnet_ids              = var.subnet_ids
    security_group_ids      = var.security_group_ids
    endpoint_private_access = !local.is_public
    endpoint_public_access  = local.is_public
    public_access_cidrs     = local.is_public ? var.public_access_cidrs : null
  }
  depends_on = [aws_iam_role_policy_attachment.cluster]
}

output "name" {
  value = aws_eks_cluster.main.name
}

output "endpoint" {
  value = aws_eks_cluster.main.endpoint
}

output "certificate_authority" {
  value = aws_eks_cluster.main.certificate_authority[0].data
}

output "service_cidr" {
  value = aws_eks_cluster.main.kubernetes_network_config[0].service_ipv4_cidr
}

output "security_group_id" {
  value = aws_eks_cluster.main.vpc_config[0].cluster_security_group_id
}
