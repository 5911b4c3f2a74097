# SPDX-License-Identifier: Apache-2.0
# aws-samples/aws-saas-factory-eks-reference-architecture#83: `internal` was left out, so that a
# private cluster's service is on the internet.
module "network" {
  source = "../modules/network"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network]
}

resource "aws_internet_gateway" "main" {
  vpc_id = module.network.vpc_id
}

resource "aws_route_table" "public" {
  vpc_id = module.network.vpc_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_subnet" "public" {
  for_each          = { "eu-central-1a" = "10.40.240.0/24", "eu-central-1b" = "10.40.241.0/24" }
  vpc_id            = module.network.vpc_id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_route_table_association" "public" {
  for_each       = aws_subnet.public
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "shop" {
  name   = "shop"
  vpc_id = module.network.vpc_id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "shop" {
  name               = "shop"
  load_balancer_type = "network"
  subnets            = [for subnet in aws_subnet.public : subnet.id]
  security_groups    = [aws_security_group.shop.id]
}

resource "aws_lb_target_group" "shop" {
  name     = "shop"
  port     = 30443
  protocol = "TCP"
  vpc_id   = module.network.vpc_id
}

resource "aws_lb_listener" "shop" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 443
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.shop.arn
  }
}
