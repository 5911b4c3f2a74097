# SPDX-License-Identifier: Apache-2.0
# An application and a network load balancer inside a VPC.
resource "aws_vpc" "main" {
  cidr_block = "10.40.0.0/16"
}

resource "aws_subnet" "main" {
  for_each          = { a = "10.40.1.0/24", b = "10.40.2.0/24" }
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = "eu-central-1${each.key}"
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["10.40.0.0/16"]
  }
}

resource "aws_lb" "web" {
  name               = "web"
  internal           = true
  load_balancer_type = "application"
  subnets            = [for subnet in aws_subnet.main : subnet.id]
  security_groups    = [aws_security_group.web.id]
  idle_timeout       = var.changed ? 120 : 60
}

resource "aws_lb" "net" {
  name                             = "net"
  internal                         = true
  load_balancer_type               = "network"
  enable_cross_zone_load_balancing = var.changed
  dynamic "subnet_mapping" {
    for_each = aws_subnet.main
    content {
      subnet_id            = subnet_mapping.value.id
      private_ipv4_address = cidrhost(subnet_mapping.value.cidr_block, 50)
    }
  }
}

resource "aws_lb_target_group" "pods" {
  name        = "pods"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id
  health_check {
    path     = var.changed ? "/ready" : "/healthz"
    interval = 15
  }
  deregistration_delay = 30
}

resource "aws_lb_target_group" "nodes" {
  name               = "nodes"
  port               = 30443
  protocol           = "TCP"
  vpc_id             = aws_vpc.main.id
  preserve_client_ip = "true"
}

resource "aws_lb_target_group_attachment" "pod" {
  target_group_arn = aws_lb_target_group.pods.arn
  target_id        = "10.40.1.77"
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "nothing here"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener" "redirect" {
  load_balancer_arn = aws_lb.web.arn
  port              = 8080
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "secure" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  default_action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.pods.arn
        weight = 10
      }
    }
  }
}

resource "aws_lb_listener_certificate" "more" {
  listener_arn    = aws_lb_listener.secure.arn
  certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/66666666-2222-3333-4444-555555555555"
}

resource "aws_lb_listener_rule" "api" {
  listener_arn = aws_lb_listener.web.arn
  priority     = var.changed ? 20 : 10
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.pods.arn
  }
  condition {
    path_pattern { values = ["/api/*"] }
  }
  condition {
    host_header { values = ["shop.example.com"] }
  }
  condition {
    http_header {
      http_header_name = "x-team"
      values           = ["platform"]
    }
  }
}

resource "aws_lb_listener" "net" {
  load_balancer_arn = aws_lb.net.arn
  port              = 443
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.nodes.arn
  }
}

data "aws_lb" "web" {
  arn = aws_lb.web.arn
}

data "aws_lb_target_group" "pods" {
  arn = aws_lb_target_group.pods.arn
}
