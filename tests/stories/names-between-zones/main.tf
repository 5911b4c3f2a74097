# SPDX-License-Identifier: Apache-2.0
# coreos/coreos-kubernetes#744: "I had opened up port 53 for both TCP and UDP on the network ACL", and
# answers go to the ports from which Linux asks: pods cannot ask CoreDNS in the other zone.
module "network" {
  source = "../modules/network"
}

locals {
  admitted = {
    100 = { protocol = "tcp", ports = [0, 65535], from = "10.40.0.0/16" }
    110 = { protocol = "tcp", ports = [32768, 60999], from = "0.0.0.0/0" }
    120 = { protocol = "udp", ports = [53, 53], from = "10.40.0.0/16" }
  }
}

resource "aws_network_acl" "private" {
  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.subnet_ids
  dynamic "ingress" {
    for_each = local.admitted
    content {
      rule_no    = ingress.key
      action     = "allow"
      protocol   = ingress.value.protocol
      from_port  = ingress.value.ports[0]
      to_port    = ingress.value.ports[1]
      cidr_block = ingress.value.from
    }
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

module "cluster" {
  source     = "../modules/cluster"
  subnet_ids = module.network.subnet_ids
}

module "nodes" {
  source     = "../modules/nodes"
  cluster    = module.cluster.name
  subnet_ids = module.network.subnet_ids
  depends_on = [module.network, aws_network_acl.private]
}
