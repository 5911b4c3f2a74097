# SPDX-License-Identifier: Apache-2.0
# A network as the community's modules make it: public, private and intra subnets, one NAT gateway,
# the VPC's default resources adopted, its own ACLs, flow logs.
resource "aws_vpc" "this" {
  cidr_block                           = "10.0.0.0/16"
  instance_tenancy                     = "default"
  enable_dns_hostnames                 = true
  enable_dns_support                   = true
  enable_network_address_usage_metrics = local.second
  tags                                 = { Name = local.name }
}

resource "aws_vpc_ipv4_cidr_block_association" "pods" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "100.64.0.0/16"
}

resource "aws_vpc_dhcp_options" "this" {
  domain_name_servers = ["AmazonProvidedDNS"]
  ntp_servers         = ["169.254.169.123"]
  tags                = { Name = local.name }
}

resource "aws_vpc_dhcp_options_association" "this" {
  vpc_id          = aws_vpc.this.id
  dhcp_options_id = aws_vpc_dhcp_options.this.id
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
  tags   = { Name = local.name }
}

resource "aws_egress_only_internet_gateway" "this" { vpc_id = aws_vpc.this.id }

resource "aws_subnet" "public" {
  count                                       = 3
  vpc_id                                      = aws_vpc.this.id
  availability_zone                           = local.zones[count.index]
  cidr_block                                  = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  map_public_ip_on_launch                     = local.second
  private_dns_hostname_type_on_launch         = "ip-name"
  enable_resource_name_dns_a_record_on_launch = local.second
  tags                                        = { Name = "${local.name}-public-${local.zones[count.index]}", "kubernetes.io/role/elb" = 1 }
}

resource "aws_subnet" "private" {
  count             = 3
  vpc_id            = aws_vpc.this.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 4, count.index + 1)
  tags              = { Name = "${local.name}-private-${local.zones[count.index]}", "kubernetes.io/role/internal-elb" = 1 }
}

resource "aws_subnet" "pods" {
  count             = 3
  vpc_id            = aws_vpc_ipv4_cidr_block_association.pods.vpc_id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet("100.64.0.0/16", 2, count.index)
}

resource "aws_route_table" "public" { vpc_id = aws_vpc.this.id }
resource "aws_route_table" "private" {
  count  = 3
  vpc_id = aws_vpc.this.id
}
resource "aws_route_table" "intra" {
  vpc_id = aws_vpc.this.id
  route {
    cidr_block = "192.168.0.0/16"
    gateway_id = aws_vpn_gateway_attachment.this.vpn_gateway_id
  }
}

resource "aws_route_table_association" "public" {
  count          = 3
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  count          = 3
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = local.second ? aws_route_table.private[0].id : aws_route_table.private[count.index].id
}

resource "aws_route_table_association" "pods" {
  count          = 3
  subnet_id      = aws_subnet.pods[count.index].id
  route_table_id = aws_route_table.intra.id
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
  timeouts { create = "5m" }
}

resource "aws_eip" "nat" {
  domain     = "vpc"
  tags       = { Name = "${local.name}-nat" }
  depends_on = [aws_internet_gateway.this]
}

resource "aws_nat_gateway" "this" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public[0].id
  tags          = { Name = local.name }
}

resource "aws_route" "nat" {
  count                  = 3
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this.id
}

resource "aws_default_route_table" "default" {
  default_route_table_id = aws_vpc.this.default_route_table_id
  tags                   = { Name = "${local.name}-default" }
  lifecycle { ignore_changes = [route] }
}

resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id
  dynamic "ingress" {
    for_each = local.second ? [1] : []
    content {
      self      = true
      protocol  = "-1"
      from_port = 0
      to_port   = 0
    }
  }
}

resource "aws_default_network_acl" "this" {
  default_network_acl_id = aws_vpc.this.default_network_acl_id
  subnet_ids             = null
  ingress {
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
    protocol   = "-1"
    rule_no    = 100
  }
  egress {
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
    protocol   = "-1"
    rule_no    = 100
  }
  lifecycle { ignore_changes = [subnet_ids] }
}

resource "aws_network_acl" "public" {
  vpc_id     = aws_vpc.this.id
  subnet_ids = aws_subnet.public[*].id
}

resource "aws_network_acl_rule" "public" {
  for_each       = { in = false, out = true }
  network_acl_id = aws_network_acl.public.id
  egress         = each.value
  rule_number    = 100
  rule_action    = "allow"
  protocol       = local.second ? "tcp" : "-1"
  from_port      = local.second ? 443 : 0
  to_port        = local.second ? 443 : 0
  cidr_block     = "0.0.0.0/0"
}

resource "aws_customer_gateway" "this" {
  for_each    = { one = "203.0.113.10", two = "203.0.113.20" }
  bgp_asn     = 65010
  ip_address  = each.value
  device_name = each.key
  type        = "ipsec.1"
}

resource "aws_vpn_gateway" "this" {
  amazon_side_asn = "64620"
  tags            = { Name = local.name }
}

resource "aws_vpn_gateway_attachment" "this" {
  vpc_id         = aws_vpc.this.id
  vpn_gateway_id = aws_vpn_gateway.this.id
}

resource "aws_vpn_gateway_route_propagation" "private" {
  count          = 3
  route_table_id = aws_route_table.private[count.index].id
  vpn_gateway_id = aws_vpn_gateway_attachment.this.vpn_gateway_id
}

resource "aws_vpn_connection" "this" {
  customer_gateway_id     = aws_customer_gateway.this["one"].id
  vpn_gateway_id          = aws_vpn_gateway_attachment.this.vpn_gateway_id
  type                    = "ipsec.1"
  tunnel1_inside_cidr     = "169.254.10.0/30"
  tunnel1_ike_versions    = ["ikev2"]
  local_ipv4_network_cidr = "0.0.0.0/0"
}

resource "aws_ec2_managed_prefix_list" "office" {
  name           = "office"
  address_family = "IPv4"
  max_entries    = 5
  entry {
    cidr        = "192.168.0.0/16"
    description = "the office"
  }
  dynamic "entry" {
    for_each = local.second ? ["172.16.0.0/24"] : []
    content { cidr = entry.value }
  }
}

resource "aws_iam_role" "flow_log" {
  name_prefix        = "vpc-flow-log-role-"
  assume_role_policy = data.aws_iam_policy_document.trust["vpc-flow-logs"].json
}

data "aws_iam_policy_document" "flow_log" {
  statement {
    sid       = "AWSVPCFlowLogsPushToCloudWatch"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "flow_log" {
  name_prefix = "vpc-flow-log-to-cloudwatch-"
  policy      = data.aws_iam_policy_document.flow_log.json
}

resource "aws_iam_role_policy_attachment" "flow_log" {
  role       = aws_iam_role.flow_log.name
  policy_arn = aws_iam_policy.flow_log.arn
}

resource "aws_cloudwatch_log_group" "flow_log" {
  name              = "/aws/vpc-flow-log/${aws_vpc.this.id}"
  retention_in_days = 7
  kms_key_id        = aws_kms_key.this.arn
  skip_destroy      = false
}

resource "aws_flow_log" "this" {
  log_destination_type     = "cloud-watch-logs"
  log_destination          = aws_cloudwatch_log_group.flow_log.arn
  log_format               = "$${version} $${vpc-id} $${subnet-id} $${instance-id}"
  iam_role_arn             = aws_iam_role.flow_log.arn
  traffic_type             = "ALL"
  vpc_id                   = aws_vpc.this.id
  max_aggregation_interval = 60
  tags                     = { Name = "${local.name}-flow" }
}
