# SPDX-License-Identifier: Apache-2.0
# Self-managed nodes: an Auto Scaling group of our own, with a role and its access entry.
variable "cluster" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_ids" {
  type = list(string)
}

variable "user_data" {
  type = string
}

variable "image" {
  type    = string
  default = "1.34/amazon-linux-2023/x86_64/standard"
}

variable "entry_type" {
  type    = string
  default = "EC2_LINUX"
}

resource "aws_iam_role" "node" {
  name = "atlas-machines"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each   = toset(["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"])
  role       = aws_iam_role.node.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_iam_instance_profile" "node" {
  name = "atlas-machines"
  role = aws_iam_role.node.name
}

resource "aws_eks_access_entry" "node" {
  cluster_name  = var.cluster
  principal_arn = aws_iam_role.node.arn
  type          = var.entry_type
}

resource "aws_launch_template" "node" {
  name                   = "atlas-machines"
  image_id               = "resolve:ssm:/aws/service/eks/optimized-ami/${var.image}/recommended/image_id"
  instance_type          = "m6i.large"
  vpc_security_group_ids = var.security_group_ids
  user_data              = base64encode(var.user_data)
  iam_instance_profile {
    arn = aws_iam_instance_profile.node.arn
  }
}

resource "aws_autoscaling_group" "node" {
  name                      = "atlas-machines"
  min_size                  = 1
  desired_capacity          = 2
  max_size                  = 3
  vpc_zone_identifier       = var.subnet_ids
  wait_for_capacity_timeout = "0"
  launch_template {
    id      = aws_launch_template.node.id
    version = "$Latest"
  }
  tag {
    key                 = "kubernetes.io/cluster/${var.cluster}"
    value               = "owned"
    propagate_at_launch = true
  }
  depends_on = [aws_iam_role_policy_attachment.node, aws_eks_access_entry.node]
}
