# SPDX-License-Identifier: Apache-2.0
# Sound, and looks broken: the network ACL admits exactly the ports from which Linux calls (32768 to
# 60999) and those that nodes listen on, and denies one address first that nobody has.
module "network" {
  source = "../modules/network"
}

resource "aws_network_acl" "private" {
  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.subnet_ids
}

resource "aws_network_acl_rule" "stranger" {
  network_acl_id = aws_network_acl.private.id
  rule_number    = 10
  protocol       = "-1"
  rule_action    = "deny"
  cidr_block     = "10.40.0.1/32"
}

resource "aws_network_acl_rule" "in" {
  for_each       = { 100 = [32768, 60999], 110 = [443, 443], 120 = [10250, 10251], 130 = [4443, 9443], 140 = [53, 53] }
  network_acl_id = aws_network_acl.private.id
  rule_number    = each.key
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = each.value[0]
  to_port        = each.value[1]
}

resource "aws_network_acl_rule" "names" {
  for_each       = { 200 = [53, 53], 210 = [32768, 60999] }
  network_acl_id = aws_network_acl.private.id
  rule_number    = each.key
  protocol       = "udp"
  rule_action    = "allow"
  cidr_block     = "10.40.0.0/16"
  from_port      = each.value[0]
  to_port        = each.value[1]
}

resource "aws_network_acl_rule" "out" {
  network_acl_id = aws_network_acl.private.id
  egress         = true
  rule_number    = 100
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network, aws_network_acl_rule.in, aws_network_acl_rule.names, aws_network_acl_rule.out]
}
