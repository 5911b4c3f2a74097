# SPDX-License-Identifier: Apache-2.0
"""Calls every operation of Direct Connect."""

import time


def gateways(judge, network):
    direct, ec2 = judge.directconnect, judge.ec2
    owner = direct.create_direct_connect_gateway(
        directConnectGatewayName="judged", amazonSideAsn=64620)["directConnectGateway"]
    owner = owner["directConnectGatewayId"]
    direct.describe_direct_connect_gateways(directConnectGatewayId=owner)
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    ec2.attach_vpn_gateway(VpnGatewayId=gateway, VpcId=network.vpc)
    wait(lambda: ec2.describe_vpn_gateways(VpnGatewayIds=[gateway])["VpnGateways"][0]["State"],
         "available")
    association = direct.create_direct_connect_gateway_association(
        directConnectGatewayId=owner, gatewayId=gateway)["directConnectGatewayAssociation"]
    association = association["associationId"]
    wait(lambda: state(direct, association), "associated")
    direct.update_direct_connect_gateway_association(
        associationId=association,
        addAllowedPrefixesToDirectConnectGateway=[{"cidr": "10.0.0.0/8"}])
    wait(lambda: state(direct, association), "associated")
    judge.refused("DirectConnectClientException", direct.delete_direct_connect_gateway,
                  directConnectGatewayId=owner)
    judge.refused("IncorrectState", ec2.delete_vpn_gateway, VpnGatewayId=gateway)
    direct.delete_direct_connect_gateway_association(associationId=association)
    wait(lambda: state(direct, association), None)
    direct.delete_direct_connect_gateway(directConnectGatewayId=owner)
    ec2.detach_vpn_gateway(VpnGatewayId=gateway, VpcId=network.vpc)
    ec2.delete_vpn_gateway(VpnGatewayId=gateway)


def state(direct, association):
    found = direct.describe_direct_connect_gateway_associations(associationId=association)
    rows = found["directConnectGatewayAssociations"]
    return rows[0]["associationState"] if rows else None


def wait(look, wanted):
    for _ in range(200):
        if look() == wanted:
            return
        time.sleep(0.02)
    raise AssertionError(f"never {wanted}")
