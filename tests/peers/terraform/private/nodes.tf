# SPDX-License-Identifier: Apache-2.0
locals {
  way_to_join = [
    aws_eks_addon.early, aws_iam_role_policy_attachment.node, aws_vpc_endpoint.interface, aws_vpc_endpoint.s3,
    aws_network_acl_rule.all_out, aws_network_acl_rule.in, aws_route_table_association.private,
    aws_vpc_dhcp_options_association.main, aws_route53_zone.shadow,
  ]
}

resource "aws_eks_node_group" "general" {
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "general-${var.generation}"
  node_role_arn   = aws_iam_role.node["general"].arn
  subnet_ids      = local.subnet_ids
  instance_types  = ["m6i.large"]
  version         = aws_eks_cluster.main.version
  labels          = { pool = "general-${var.revision}" }
  scaling_config {
    min_size     = 1
    desired_size = local.second ? 3 : 2
    max_size     = 4
  }
  update_config { max_unavailable = 1 }
  taint {
    key    = "batch"
    value  = "yes"
    effect = "PREFER_NO_SCHEDULE"
  }
  lifecycle { create_before_destroy = true }
  depends_on = [local.way_to_join]
}

data "aws_ssm_parameter" "image" {
  name = local.old_system ? "/aws/service/eks/optimized-ami/${var.version_of_kubernetes}/amazon-linux-2/recommended/image_id" : "/aws/service/eks/optimized-ami/${var.version_of_kubernetes}/amazon-linux-2023/x86_64/standard/recommended/image_id"
}

resource "aws_security_group" "batch" {
  name_prefix = "batch-"
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_egress_rule" "batch" {
  security_group_id = aws_security_group.batch.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "batch" {
  security_group_id            = aws_security_group.batch.id
  referenced_security_group_id = aws_eks_cluster.main.vpc_config[0].cluster_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 10250
  to_port                      = local.second ? 10251 : 10250
}

resource "aws_security_group_rule" "batch" {
  type                     = "ingress"
  security_group_id        = aws_security_group.batch.id
  source_security_group_id = aws_security_group.batch.id
  protocol                 = "udp"
  from_port                = 53
  to_port                  = 53
}

locals {
  node_config = yamlencode({
    apiVersion = "node.eks.aws/v1alpha1"
    kind       = "NodeConfig"
    spec = { cluster = merge({
      name                 = aws_eks_cluster.main.name
      apiServerEndpoint    = aws_eks_cluster.main.endpoint
      certificateAuthority = aws_eks_cluster.main.certificate_authority[0].data
      }, local.wrong_cluster_data ? {} : {
      cidr = aws_eks_cluster.main.kubernetes_network_config[0].service_ipv4_cidr
    }) }
  })
  multipart = <<-MIME
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="//"

    --//
    Content-Type: application/node.eks.aws

    ${local.node_config}
    --//--
  MIME
  bootstrap = "#!/bin/bash\nset -o xtrace\n/etc/eks/bootstrap.sh ${aws_eks_cluster.main.name}\n"
}

resource "aws_launch_template" "batch" {
  name                   = "batch"
  image_id               = data.aws_ssm_parameter.image.value
  instance_type          = local.second ? "c6i.2xlarge" : "c6i.xlarge"
  vpc_security_group_ids = [local.node_group_alone ? aws_security_group.batch.id : aws_eks_cluster.main.vpc_config[0].cluster_security_group_id]
  user_data              = base64encode(local.old_system ? local.bootstrap : local.multipart)
  update_default_version = true
  iam_instance_profile { arn = aws_iam_instance_profile.node.arn }
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "batch" }
  }
}

resource "aws_eks_access_entry" "batch" {
  for_each      = local.batch_entries
  cluster_name  = aws_eks_cluster.main.name
  principal_arn = aws_iam_role.node["batch"].arn
  type          = "EC2_LINUX"
}

resource "aws_autoscaling_group" "batch" {
  name                = "batch"
  min_size            = 0
  max_size            = 3
  desired_capacity    = local.second ? 2 : 1
  vpc_zone_identifier = local.subnet_ids
  target_group_arns   = [for group in aws_lb_target_group.main : group.arn]
  launch_template {
    id      = aws_launch_template.batch.id
    version = aws_launch_template.batch.latest_version
  }
  initial_lifecycle_hook {
    name                 = "started"
    lifecycle_transition = "autoscaling:EC2_INSTANCE_LAUNCHING"
    heartbeat_timeout    = 60
    default_result       = "CONTINUE"
  }
  tag {
    key                 = "kubernetes.io/cluster/${local.name}"
    value               = "owned"
    propagate_at_launch = true
  }
  wait_for_capacity_timeout = "0"
  depends_on                = [local.way_to_join, aws_eks_access_entry.batch]
}

resource "aws_autoscaling_lifecycle_hook" "drain" {
  name                   = "drain"
  autoscaling_group_name = aws_autoscaling_group.batch.name
  lifecycle_transition   = "autoscaling:EC2_INSTANCE_TERMINATING"
  heartbeat_timeout      = local.second ? 120 : 60
  default_result         = "CONTINUE"
}
