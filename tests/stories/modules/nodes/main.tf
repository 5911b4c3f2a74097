# SPDX-License-Identifier: Apache-2.0
# A managed node group with its role. Its machines start at once, so the story has it wait for
# whatever they need.
variable "cluster" {
  type = string
}

variable "name" {
  type    = string
  default = "general"
}

variable "subnet_ids" {
  type = list(string)
}

variable "policies" {
  type    = set(string)
  default = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"]
}

variable "ami_type" {
  type    = string
  default = "AL2023_x86_64_STANDARD"
}

variable "launch_template" {
  type        = object({ id = string, version = string })
  default     = null
  description = "one that brings an image of its own takes ami_type = \"CUSTOM\""
}

resource "aws_iam_role" "node" {
  name = "atlas-${var.name}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each   = var.policies
  role       = aws_iam_role.node.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_eks_node_group" "main" {
  cluster_name    = var.cluster
  node_group_name = var.name
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = var.subnet_ids
  ami_type        = var.ami_type
  instance_types  = ["m6i.large"]
  scaling_config {
    min_size     = 1
    desired_size = 2
    max_size     = 3
  }
  dynamic "launch_template" {
    for_each = var.launch_template[*]
    content {
      id      = launch_template.value.id
      version = launch_template.value.version
    }
  }
  depends_on = [aws_iam_role_policy_attachment.node]
}

output "role_arn" {
  value = aws_iam_role.node.arn
}
