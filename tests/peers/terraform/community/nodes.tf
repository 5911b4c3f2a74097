# SPDX-License-Identifier: Apache-2.0
resource "aws_iam_role" "node" {
  name_prefix           = "${local.name}-eks-node-group-"
  assume_role_policy    = data.aws_iam_policy_document.trust["ec2"].json
  force_detach_policies = true
  description           = "EKS managed node group IAM role"
}

resource "aws_iam_role_policy_attachment" "node" {
  for_each   = toset(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEKS_CNI_Policy"])
  role       = aws_iam_role.node.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.key}"
}

resource "aws_launch_template" "this" {
  name_prefix            = "${local.name}-"
  description            = "Custom launch template for ${local.name} EKS managed node group"
  update_default_version = true
  vpc_security_group_ids = [aws_security_group.node.id]
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size           = local.second ? 80 : 50
      volume_type           = "gp3"
      iops                  = 3000
      throughput            = 150
      encrypted             = true
      delete_on_termination = true
    }
  }
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
  monitoring { enabled = true }
  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume", "network-interface"])
    content {
      resource_type = tag_specifications.key
      tags          = { Name = local.name }
    }
  }
  lifecycle { create_before_destroy = true }
  depends_on = [aws_iam_role_policy_attachment.node]
}

resource "aws_eks_node_group" "this" {
  node_group_name_prefix = "default-"
  cluster_name           = aws_eks_cluster.this.name
  node_role_arn          = aws_iam_role.node.arn
  subnet_ids             = aws_subnet.private[*].id
  ami_type               = "AL2023_x86_64_STANDARD"
  capacity_type          = "SPOT"
  instance_types         = ["m6i.large", "m5.large"]
  labels                 = { Environment = "test" }
  version                = aws_eks_cluster.this.version
  scaling_config {
    min_size     = 1
    max_size     = local.second ? 5 : 3
    desired_size = 2
  }
  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.default_version
  }
  update_config { max_unavailable_percentage = 33 }
  timeouts {
    create = "30m"
    update = "30m"
    delete = "30m"
  }
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [scaling_config[0].desired_size]
  }
  depends_on = [aws_security_group_rule.node_out, aws_security_group_rule.endpoints, aws_route.nat, aws_vpc_endpoint.interface, aws_eks_addon.before_compute]
}

data "aws_iam_policy_document" "irsa" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.this.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${replace(aws_iam_openid_connect_provider.this.url, "https://", "")}:sub"
      values   = ["system:serviceaccount:kube-system:cluster-autoscaler"]
    }
  }
}

resource "aws_iam_role" "autoscaler" {
  name_prefix        = "cluster-autoscaler-"
  assume_role_policy = data.aws_iam_policy_document.irsa.json
  inline_policy {
    name   = "scale"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["autoscaling:SetDesiredCapacity"], Resource = "*", Condition = { StringEquals = { "autoscaling:ResourceTag/kubernetes.io/cluster/${local.name}" = "owned" } } }] })
  }
}

resource "aws_autoscaling_group_tag" "scale_from_zero" {
  autoscaling_group_name = aws_eks_node_group.this.resources[0].autoscaling_groups[0].name
  tag {
    key                 = "k8s.io/cluster-autoscaler/node-template/label/Environment"
    value               = "test"
    propagate_at_launch = false
  }
}

data "aws_ssm_parameter" "image" { name = "/aws/service/bottlerocket/aws-k8s-1.34/x86_64/latest/image_id" }

data "aws_ami" "image" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["amazon-eks-node-al2023-x86_64-standard-1.34-v*"]
  }
}

resource "aws_launch_template" "own" {
  name_prefix = "own-"
  image_id    = local.second ? data.aws_ami.image.id : data.aws_ssm_parameter.image.value
  user_data   = base64encode("[settings.kubernetes]\ncluster-name = \"${local.name}\"\n")
  network_interfaces {
    associate_public_ip_address = false
    delete_on_termination       = true
    security_groups             = [aws_security_group.node.id]
  }
}

resource "aws_autoscaling_group" "own" {
  name_prefix         = "own-"
  vpc_zone_identifier = aws_subnet.private[*].id
  min_size            = 0
  max_size            = 2
  desired_capacity    = 0
  health_check_type   = "EC2"
  capacity_rebalance  = local.second
  enabled_metrics     = ["GroupDesiredCapacity"]
  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity  = 0
      spot_allocation_strategy = "price-capacity-optimized"
    }
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.own.id
        version            = "$Latest"
      }
      override { instance_type = "m6i.large" }
      override { instance_type = "m5.large" }
    }
  }
  instance_refresh {
    strategy = "Rolling"
    preferences { min_healthy_percentage = 66 }
  }
  tag {
    key                 = "Name"
    value               = "own"
    propagate_at_launch = true
  }
  lifecycle { ignore_changes = [desired_capacity] }
}
