# SPDX-License-Identifier: Apache-2.0
# The client's side, balancers, names, images and logs.
resource "aws_vpn_gateway" "main" {
  for_each        = local.edges
  vpc_id          = aws_vpc.main.id
  amazon_side_asn = 64512
}

resource "aws_customer_gateway" "office" {
  for_each   = local.edges
  type       = "ipsec.1"
  ip_address = "203.0.113.10"
  bgp_asn    = 65010
}

resource "aws_vpn_connection" "office" {
  for_each            = local.edges
  type                = "ipsec.1"
  customer_gateway_id = aws_customer_gateway.office[each.key].id
  vpn_gateway_id      = aws_vpn_gateway.main[each.key].id
  static_routes_only  = true
}

resource "aws_vpn_connection_route" "office" {
  for_each               = local.edges
  vpn_connection_id      = aws_vpn_connection.office[each.key].id
  destination_cidr_block = local.second ? "192.168.0.0/17" : "192.168.0.0/16"
}

resource "aws_vpn_gateway_route_propagation" "private" {
  for_each       = local.edges
  vpn_gateway_id = aws_vpn_gateway.main[each.key].id
  route_table_id = aws_route_table.private.id
}

resource "aws_route" "office" {
  for_each               = local.edges
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "172.31.255.0/24"
  gateway_id             = aws_vpn_gateway.main[each.key].id
}

resource "aws_lb" "main" {
  for_each                         = local.edges
  name                             = "atlas-${var.generation}"
  internal                         = true
  load_balancer_type               = "network"
  subnets                          = local.subnet_ids
  enable_cross_zone_load_balancing = local.second
}

resource "aws_lb_target_group" "main" {
  for_each    = local.edges
  name        = "atlas-${var.generation}"
  port        = 443
  protocol    = "TCP"
  target_type = "instance"
  vpc_id      = aws_vpc.main.id
  health_check {
    protocol          = "TCP"
    healthy_threshold = local.second ? 4 : 3
  }
  deregistration_delay = local.second ? 60 : 300
  lifecycle { create_before_destroy = true }
}

resource "aws_lb_listener" "main" {
  for_each          = local.edges
  load_balancer_arn = aws_lb.main[each.key].arn
  port              = local.second ? 8443 : 443
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.main[each.key].arn
  }
}

resource "aws_route53_zone" "corp" {
  for_each = local.edges
  name     = "atlas.internal"
  comment  = "names of atlas"
  vpc { vpc_id = aws_vpc.main.id }
}

resource "aws_route53_record" "shop" {
  for_each = local.edges
  zone_id  = aws_route53_zone.corp[each.key].zone_id
  name     = "shop"
  type     = "CNAME"
  ttl      = local.second ? 30 : 60
  records  = [aws_lb.main[each.key].dns_name]
}

resource "aws_security_group" "resolver" {
  for_each    = local.edges
  name_prefix = "resolver-"
  vpc_id      = aws_vpc.main.id
}

resource "aws_route53_resolver_endpoint" "main" {
  for_each           = { for direction in ["INBOUND", "OUTBOUND"] : direction => true if var.edges }
  name               = "${lower(each.key)}-${var.revision}"
  direction          = each.key
  security_group_ids = [aws_security_group.resolver["main"].id]
  dynamic "ip_address" {
    for_each = local.subnet_ids
    content { subnet_id = ip_address.value }
  }
}

resource "aws_route53_resolver_rule" "corp" {
  for_each             = local.edges
  name                 = "corp"
  domain_name          = "corp.example.com"
  rule_type            = "FORWARD"
  resolver_endpoint_id = aws_route53_resolver_endpoint.main["OUTBOUND"].id
  target_ip { ip = local.second ? "192.168.1.53" : "192.168.0.53" }
}

resource "aws_route53_resolver_rule_association" "corp" {
  for_each         = local.edges
  resolver_rule_id = aws_route53_resolver_rule.corp[each.key].id
  vpc_id           = aws_vpc.main.id
}

resource "aws_ecr_repository" "coredns" {
  for_each             = local.edges
  name                 = "atlas/coredns-${var.generation}"
  image_tag_mutability = local.second ? "MUTABLE" : "IMMUTABLE"
  image_scanning_configuration { scan_on_push = local.second }
}

resource "aws_ecr_lifecycle_policy" "coredns" {
  for_each   = local.edges
  repository = aws_ecr_repository.coredns[each.key].name
  policy     = jsonencode({ rules = [{ rulePriority = 1, description = "few", selection = { tagStatus = "untagged", countType = "imageCountMoreThan", countNumber = var.revision + 2 }, action = { type = "expire" } }] })
}

resource "aws_ecr_repository_policy" "coredns" {
  for_each   = local.edges
  repository = aws_ecr_repository.coredns[each.key].name
  policy     = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "pull", Effect = "Allow", Principal = { AWS = aws_iam_role.node["batch"].arn }, Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] }] })
}

resource "aws_cloudwatch_log_group" "flows" {
  for_each = local.edges
  name     = "/atlas/flows"
}

resource "aws_iam_role" "flows" {
  for_each           = local.edges
  name               = "flows"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "vpc-flow-logs.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

resource "aws_flow_log" "main" {
  for_each        = local.edges
  vpc_id          = aws_vpc.main.id
  traffic_type    = var.generation == "blue" ? "ALL" : "REJECT"
  iam_role_arn    = aws_iam_role.flows[each.key].arn
  log_destination = aws_cloudwatch_log_group.flows[each.key].arn
}
